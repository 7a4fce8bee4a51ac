// SPDX-License-Identifier: Apache-2.0
"use strict";

const { app, api } = document.body.dataset;
const find = (id) => document.getElementById(id);

// One request. What comes back is all a page can learn: fetch tells a page
// nothing at all about an answer it may not read, not even its status.
async function ask(method, path, credentials, body) {
  const options = { method };
  if (credentials) options.credentials = credentials;
  if (body) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  let seen;
  try {
    const response = await fetch(api + path, options);
    seen = {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers].map(([name, value]) => `${name}: ${value}`),
      text: (await response.text()).trim(),
    };
  } catch (error) {
    seen = { blocked: error.message, headers: [], text: "" };
  }
  note(method, path, options, seen);
  return seen;
}

const summary = (seen) =>
  seen.blocked ? `blocked: ${seen.blocked}` : `${seen.status} ${seen.statusText}`.trim();

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

const tone = (seen) => (seen.blocked ? "bad" : seen.status < 400 ? "good" : "plain");

function note(method, path, options, seen) {
  const line = element("summary", "");
  line.append(
    element("code", `${method} ${path}`),
    element("span", options.credentials ? "with credentials" : "without", "quiet"),
    element("code", seen.text, "body"),
    element("strong", summary(seen), tone(seen)),
  );
  const details = element("details", "");
  details.append(line, element("pre", seen.headers.join("\n") || "nothing"));
  const entry = element("li", "");
  entry.append(details);
  find("log").prepend(entry);
  find("jar").textContent = JSON.stringify(document.cookie);
}

function show(id, seen) {
  find(id).replaceChildren(
    element("strong", summary(seen), tone(seen)),
    element("code", seen.text),
  );
}

function judge(part, works) {
  const state = find(part).querySelector(".state");
  state.textContent = works === undefined ? "not tried yet" : works ? "works" : "failed";
  find(part).dataset.works = works ?? "";
}

const nameIn = (seen) => {
  try {
    return seen.status === 200 ? JSON.parse(seen.text).user : undefined;
  } catch {
    return undefined;
  }
};

// `expected`: whether there ought to be a session by now. Without one, an
// answer of 401 says nothing about the cookie.
async function compare(expected) {
  const withCookie = await ask("GET", "/me", "include");
  const without = await ask("GET", "/me");
  show("with", withCookie);
  show("without", without);

  const user = nameIn(withCookie);
  const readable = !withCookie.blocked && !without.blocked;
  judge("server", readable);
  if (readable && (user || expected)) {
    judge("client", user ? without.status === 401 : undefined);
    judge("cookie", Boolean(user));
  } else {
    judge("client");
    judge("cookie");
  }
  find("session").textContent = user
    ? `You are logged in as ${user}.`
    : !readable
      ? "The browser keeps the API's answers from this page: the server part fails."
      : expected
        ? "You logged in, but the cookie did not come back: the browser did not keep it."
        : "You are not logged in.";
  find("logout").disabled = !user;
}

find("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const seen = await ask("POST", "/login", "include", { name: find("name").value });
  await compare(seen.status === 200);
});

find("logout").addEventListener("click", async () => {
  await ask("POST", "/logout", "include");
  await compare(false);
});

find("compare").addEventListener("click", () => compare(!find("logout").disabled));

find("misplaced").hidden = location.origin === app;
compare(false);
