// SPDX-License-Identifier: Apache-2.0
"use strict";

// WebKitGTK: its MiniBrowser, driven by WebKitWebDriver over the W3C protocol,
// on a display of its own. What a driver is: drive.js.

const net = require("node:net");
const { spawn } = require("node:child_process");
const { setTimeout: pause } = require("node:timers/promises");

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const COOKIES = { classic: "always", block: "no-third-party" };

// Not on this program's standard output, which has the answers.
function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", 2, 2, "pipe"], ...options });
  child.on("error", (error) => console.error(`${command}: ${error.message}`));
  process.on("exit", () => child.kill());
  return child;
}

// Xvfb looks for a free number itself, and tells it once it serves.
function startDisplay() {
  const display = start("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]);
  return new Promise((resolve, reject) => {
    let said = "";
    display.stdio[3].on("data", (data) => {
      said += data;
      if (said.endsWith("\n")) resolve(`:${said.trim()}`);
    });
    display.on("error", reject);
    display.on("exit", () => reject(new Error("Xvfb does not start")));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function protocol(base) {
  return async (method, command, body) => {
    const answer = await fetch(base + command, {
      method,
      headers: { "Content-Type": "application/json" },
      body: method === "POST" ? JSON.stringify(body ?? {}) : undefined,
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${command}: ${value.error}: ${value.message}`);
    return value;
  };
}

async function startDriver(env) {
  const port = await freePort();
  start("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], { env });
  const ask = protocol(`http://127.0.0.1:${port}`);
  for (let left = 400; ; left--) {
    try {
      await ask("GET", "/status");
      return ask;
    } catch (error) {
      if (!left) throw error;
      await pause(50);
    }
  }
}

async function launch(engine, { program, policy, proxy }) {
  const env = {
    ...process.env,
    // No desktop: no bus, no portal, no settings daemon to wait for.
    DBUS_SESSION_BUS_ADDRESS: "disabled:",
    GSETTINGS_BACKEND: "memory",
    GTK_USE_PORTAL: "0",
    NO_AT_BRIDGE: "1",
    DISPLAY: await startDisplay(),
  };
  const ask = await startDriver(env);
  const { sessionId, capabilities } = await ask("POST", "/session", {
    capabilities: {
      alwaysMatch: {
        acceptInsecureCerts: true,
        // drive.js has the only limit of time.
        timeouts: { script: null, pageLoad: 3_600_000 },
        "webkitgtk:browserOptions": {
          binary: program,
          args: [
            "--automation",
            // WebKitWebDriver hangs when it is the one to set a proxy.
            `--proxy=http://127.0.0.1:${proxy}`,
            `--cookies-policy=${COOKIES[policy]}`,
          ],
        },
      },
    },
  });
  const session = `/session/${sessionId}`;
  const element = async (selector) => {
    const found = await ask("POST", `${session}/element`, {
      using: "css selector",
      value: selector,
    });
    return `${session}/element/${found[ELEMENT]}`;
  };
  const click = async (selector) => ask("POST", `${await element(selector)}/click`);
  const run = (script) => ask("POST", `${session}/execute/sync`, { script, args: [] });
  // A click does not wait for what it makes the browser load.
  const submit = async (selector) => {
    await run("window.isLeft = true");
    await click(selector);
    while (!(await run("return !window.isLeft && document.readyState === 'complete'"))) await pause(50);
  };

  return {
    version: `${capabilities.browserName}/${capabilities.browserVersion}`,
    // Nobody is told of its console: WebDriver has no command for that.
    complaints: null,
    visit: (url) => ask("POST", `${session}/url`, { url }),
    evaluate: (script) =>
      ask("POST", `${session}/execute/async`, {
        script: `const done = arguments[0]; ${script}.then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args: [],
      }).then(({ value, error }) => {
        if (error) throw new Error(error);
        return value;
      }),
    type: async (selector, text) => ask("POST", `${await element(selector)}/value`, { text }),
    click,
    submit,
  };
}

module.exports = { launch };
