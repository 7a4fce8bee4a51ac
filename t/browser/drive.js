// SPDX-License-Identifier: Apache-2.0
"use strict";

// A browser as a program that reads commands and writes answers, a line of JSON
// each; Cors::Browser (t/lib) is its other end.
//
//   {"engine":"firefox","program":"/usr/bin/firefox-esr","policy":"classic",
//    "routes":{"app.example:443":8443},"limit":60}    (on one line, and first)
//   {"value":"firefox/153.8.0"}
//   {"do":"visit","with":["https://app.example/"]}
//   {"value":null}
//   {"do":"evaluate","with":["return arguments[0] + 1",1]}
//   {"value":2}
//
// A driver has a version, the complaints of its console (null where nobody is
// told), and visit, evaluate, type, click and submit (a click that loads another
// page); Chromium's takes pictures too. It ends with its standard input. What it
// leaves, processes and files, is in its HOME: whoever starts it removes that.

const readline = require("node:readline");
const { startProxy } = require("./proxy.js");

let driver;

async function launch({ engine, program, policy, routes }) {
  const { port } = await startProxy(routes);
  const { launch: start } = require(engine === "webkit" ? "./webkit.js" : "./puppets.js");
  driver = await start(engine, { program, policy, proxy: port, home: process.env.HOME });
  return driver.version;
}

// A function's body and what it is given, so that no page's
// Content-Security-Policy is asked about eval.
const call = (body, values) => `(async function () { ${body} }).apply(null, ${JSON.stringify(values)})`;

const commands = {
  visit: (url) => driver.visit(url),
  evaluate: (body, ...values) => driver.evaluate(call(body, values)),
  // In place of what stands there.
  type: async (selector, text) => {
    await driver.evaluate(call("document.querySelector(arguments[0]).value = ''", [selector]));
    await driver.type(selector, text);
  },
  click: (selector) => driver.click(selector),
  submit: (selector) => driver.submit(selector),
  picture: (file, width, scheme) => driver.picture(file, width, scheme),
  complaints: () => driver.complaints,
};
// What comes back of the others is the library's own.
const TELLING = ["evaluate", "complaints"];

async function obey(request) {
  if (!driver) return launch(request);
  const value = await commands[request.do](...request.with);
  return TELLING.includes(request.do) ? (value ?? null) : null;
}

function within(seconds, request) {
  let timer;
  const late = new Promise((resolve, reject) => {
    const what = request.do ? `${request.do} ${request.with[0] ?? ""}` : "its start";
    timer = setTimeout(() => reject(new Error(`${what} takes more than ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([obey(request), late]).finally(() => clearTimeout(timer));
}

// At once, whatever is being waited for.
process.stdin.on("end", () => process.exit(0));

async function main() {
  let limit;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    limit ??= request.limit;
    const answer = await within(limit, request).then(
      (value) => ({ value }),
      (error) => ({ error: error.message }),
    );
    console.log(JSON.stringify(answer));
  }
}

main();
