// SPDX-License-Identifier: Apache-2.0
"use strict";

// The ways in which a page asks its API. Each takes what fetch takes, and comes
// back with the status and the text of an answer that the page may read.
const withFetch = (credentials) => async (url, options) => {
  const response = await fetch(url, { ...options, credentials });
  return { status: response.status, text: await response.text() };
};

const clients = {
  "fetch include": withFetch("include"),
  "fetch omit": withFetch("omit"),
  "axios withCredentials": async (url, { method, headers, body }) => {
    const response = await axios({
      url,
      method,
      headers,
      data: body,
      withCredentials: true,
      responseType: "text",
      transformResponse: (text) => text,
      validateStatus: () => true,
    });
    return { status: response.status, text: response.data };
  },
  // A page may send this anywhere, and never learns a thing.
  "fetch no-cors": async (url, options) => {
    const response = await fetch(url, { ...options, mode: "no-cors", credentials: "include" });
    return { status: response.status, text: await response.text(), type: response.type };
  },
};

// With json the request is one that no form could send: a preflight comes first.
async function ask(client, method, url, json) {
  const options = json
    ? { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(json) }
    : { method };
  try {
    return await clients[client](url, options);
  } catch (error) {
    return { blocked: error.message };
  }
}
