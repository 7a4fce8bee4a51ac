// SPDX-License-Identifier: Apache-2.0
"use strict";

// The only way out that a browser under test has. `routes` maps what the
// browser sees (host:port) to a port of this machine; every other host is
// refused, the browsers' own update traffic too. So a test needs neither root
// nor a hosts file, and whoever looks at its network sees loopback only.

const http = require("node:http");
const net = require("node:net");

const LOOPBACK = "127.0.0.1";

// Resolves to { port, close }.
function startProxy(routes) {
  const portOf = (authority) =>
    Object.hasOwn(routes, authority.toLowerCase()) ? routes[authority.toLowerCase()] : undefined;

  const server = http.createServer((request, response) => {
    const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
    const port = url && portOf(`${url.hostname}:${url.port || 80}`);
    if (!port) return response.writeHead(403).end();
    const onward = http.request(
      {
        host: LOOPBACK,
        port,
        method: request.method,
        path: url.pathname + url.search,
        headers: request.headers,
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });

  server.on("connect", (request, client, first) => {
    client.on("error", () => client.destroy());
    const port = portOf(request.url);
    if (!port) return client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const onward = net.connect(port, LOOPBACK, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(first);
      client.pipe(onward).pipe(client);
    });
    onward.on("error", () => client.destroy());
    onward.on("close", () => client.destroy());
    client.on("close", () => onward.destroy());
  });

  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, LOOPBACK, () => resolve({ port: server.address().port }));
  });
}

module.exports = { startProxy };
