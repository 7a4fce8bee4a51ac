// SPDX-License-Identifier: Apache-2.0
"use strict";

// Chromium and Firefox, through puppeteer-core. What a driver is: drive.js.

const fs = require("node:fs");
const path = require("node:path");
const puppeteer = require("puppeteer-core");

// A browser's own default for third-party cookies changes with its version and
// its packager, so both policies are said. "block" in Chromium is mode 1; in
// Firefox it is the partitioning of other sites, with what is not partitioned
// refused.
const COOKIES = {
  chromium: { classic: 0, block: 1 },
  firefox: { classic: 0, block: 5 },
};

function chromium({ program, policy, proxy, home }) {
  const profile = path.join(home, "profile");
  fs.mkdirSync(path.join(profile, "Default"), { recursive: true });
  fs.writeFileSync(
    path.join(profile, "Default", "Preferences"),
    JSON.stringify({ profile: { cookie_controls_mode: COOKIES.chromium[policy] } }),
  );
  return {
    executablePath: program,
    userDataDir: profile,
    // Chromium goes when the pipe does, whatever became of this process.
    pipe: true,
    args: [
      // Root has no sandbox of its own to run in, and the pages are ours.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
      `--proxy-server=http://127.0.0.1:${proxy}`,
      // Else *.localhost passes by the proxy.
      "--proxy-bypass-list=<-loopback>",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  };
}

function firefox({ program, policy, proxy, home }) {
  return {
    browser: "firefox",
    executablePath: program,
    userDataDir: path.join(home, "profile"),
    extraPrefsFirefox: {
      "network.cookie.cookieBehavior": COOKIES.firefox[policy],
      "network.cookie.cookieBehavior.optInPartitioning": policy === "block",
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": proxy,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": proxy,
      "network.proxy.no_proxies_on": "",
      "network.proxy.allow_hijacking_localhost": true,
    },
  };
}

async function launch(engine, options) {
  const browser = await puppeteer.launch({
    headless: true,
    acceptInsecureCerts: true,
    // drive.js has the only limit of time.
    timeout: 0,
    protocolTimeout: 0,
    ...{ chromium, firefox }[engine](options),
  });
  const [page] = await browser.pages();
  page.setDefaultTimeout(0);
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));

  return {
    version: await browser.version(),
    complaints,
    visit: (url) => page.goto(url),
    evaluate: (script) => page.evaluate(script),
    type: (selector, text) => page.type(selector, text),
    click: (selector) => page.click(selector),
    submit: (selector) => Promise.all([page.waitForNavigation(), page.click(selector)]),
    picture: async (file, width, scheme) => {
      await page.setViewport({ width, height: 800 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.screenshot({ path: file, fullPage: true });
    },
  };
}

module.exports = { launch };
