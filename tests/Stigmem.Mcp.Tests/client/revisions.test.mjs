import test from "node:test";
import assert from "node:assert/strict";
import { key, sayAll, url } from "./connections.mjs";

const withHandshake = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];
const newest = "2026-07-28";
const unsupported = -32022;

const headers = { "Content-Type": "application/json", Accept: "application/json, text/event-stream", Authorization: `Bearer ${key}` };

function post(message, more = {}) {
  return fetch(`${url}/mcp`, { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(message) });
}

async function overHttp(message, more) {
  const response = await post(message, more);
  assert.equal(response.status, 200);
  return JSON.parse((await response.text()).split("\n").find((line) => line.startsWith("data: ")).slice(6));
}

async function overStdio(message) {
  const { code, answers } = await sayAll([message]);
  assert.equal(code, 0);
  assert.equal(answers.length, 1);
  return answers[0];
}

const hello = (protocolVersion) => ({ jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion, capabilities: {}, clientInfo: { name: "tests", version: "1" } } });

// From 2026-07-28 on there is no handshake: each request says what it speaks.
const modern = (method, revision, params = {}) => ({
  jsonrpc: "2.0", id: 2, method,
  params: { ...params, _meta: { "io.modelcontextprotocol/protocolVersion": revision, "io.modelcontextprotocol/clientCapabilities": {} } },
});

for (const [name, ask] of Object.entries({ stdio: overStdio, http: overHttp })) {
  test(`${name}: agrees on each revision that has a handshake`, async () => {
    for (const revision of withHandshake) {
      const { result } = await ask(hello(revision));
      assert.equal(result.protocolVersion, revision);
      assert.equal(result.serverInfo.name, "stigmem-mcp");
    }
  });

  test(`${name}: offers a revision that it speaks to who asks for an unknown one`, async () => {
    for (const revision of ["1999-01-01", "2025-06-19", "2026-07-27", "2026-07-29", "2099-01-01", "nonsense", ""]) {
      assert.equal((await ask(hello(revision))).result?.protocolVersion, "2025-11-25", revision);
    }
  });

  test(`${name}: speaks the revision without a handshake`, async () => {
    const { result: found } = await ask(modern("server/discover", newest));
    assert.deepEqual(found.supportedVersions, [newest]);
    assert.equal((await ask(modern("tools/list", newest))).result.tools.length, 11);
    const { result } = await ask(modern("tools/call", newest, { name: "memory_health", arguments: {} }));
    assert.equal(result.structuredContent.caller.permissions.join(), "read,write");

    const { error } = await ask(hello(newest));
    assert.deepEqual([error.code, error.data.supported], [unsupported, withHandshake]);
    const { error: unknown } = await ask(modern("tools/list", "2099-01-01"));
    assert.deepEqual([unknown.code, unknown.data.supported], [unsupported, [newest]]);
  });
}

test("stdio: goes on in the revision that was agreed on", async () => {
  const list = { jsonrpc: "2.0", id: 3, method: "tools/list" };
  for (const revision of withHandshake) {
    const { answers } = await sayAll([hello(revision), { jsonrpc: "2.0", method: "notifications/initialized" }, list]);
    assert.equal(answers.find((answer) => answer.id === 3).result.tools.length, 11);
  }
});

test("http: takes the header of each revision, and no other", async () => {
  const list = { jsonrpc: "2.0", id: 3, method: "tools/list" };
  for (const revision of withHandshake) {
    assert.equal((await overHttp(list, { "MCP-Protocol-Version": revision })).result.tools.length, 11);
  }
  assert.equal((await overHttp(modern("tools/list", newest), { "MCP-Protocol-Version": newest })).result.tools.length, 11);
  assert.equal((await overHttp(list, { "MCP-Protocol-Version": newest })).error.code, -32602);
  for (const revision of ["1999-01-01", "2099-01-01", "nonsense", "2025-11-25, 2026-07-28"]) {
    for (const message of [list, { jsonrpc: "2.0", method: "notifications/initialized" }]) {
      const response = await post(message, { "MCP-Protocol-Version": revision });
      assert.equal(response.status, 400, revision);
      const { id, error } = await response.json();
      assert.deepEqual([id, error.code], [message.id ?? null, unsupported]);
      assert.match(error.message, new RegExp([...withHandshake, newest].join(", ")));
    }
  }
});
