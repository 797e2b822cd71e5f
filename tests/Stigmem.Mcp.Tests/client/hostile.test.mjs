import test from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { environment, executable, key, overHttp, url } from "./connections.mjs";

const headers = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };
const initialize = {
  jsonrpc: "2.0", id: 1, method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "tests", version: "1" } },
};

function post(body, more = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${url}/mcp`, { method: "POST", headers: { ...headers, Authorization: `Bearer ${key}`, ...more }, body: text });
}

async function events(response) {
  return (await response.text()).split("\n").filter((line) => line.startsWith("data: ")).map((line) => JSON.parse(line.slice(6)));
}

async function conversation(lines, answers) {
  const child = spawn(executable, ["mcp"], { env: environment(), stdio: ["pipe", "pipe", "ignore"] });
  const read = [];
  const reader = createInterface({ input: child.stdout });
  const enough = new Promise((resolve) => reader.on("line", (line) => read.push(line) >= answers && resolve()));
  child.stdin.write(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)) + "\n").join(""));
  await enough;
  child.stdin.end();
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
  return read.map((line) => JSON.parse(line));
}

test("stdio: speaks each revision", async () => {
  for (const protocolVersion of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]) {
    const [hello] = await conversation([{ ...initialize, params: { ...initialize.params, protocolVersion } }], 1);
    assert.equal(hello.result.protocolVersion, protocolVersion);
  }
});

test("stdio: survives broken lines, unknown methods and early calls", async () => {
  const answers = await conversation([
    "{ broken", "[]", "null", '"text"', "",
    { jsonrpc: "2.0", id: 7, method: "tools/list" },
    { jsonrpc: "2.0", id: 8, method: "no/such/method" },
    { jsonrpc: "2.0", method: "notifications/nothing" },
    { jsonrpc: "2.0", id: 99, result: {} },
    initialize,
    { jsonrpc: "2.0", id: 9, method: "tools/call", params: { name: "recall", arguments: "no object" } },
    { jsonrpc: "2.0", id: 10, method: "ping" },
  ], 5);
  const byId = new Map(answers.filter((answer) => answer.id !== undefined).map((answer) => [answer.id, answer]));
  assert.equal(byId.get(8).error.code, -32601);
  assert.ok(byId.get(9).error);
  assert.equal(byId.get(1).result.serverInfo.name, "stigmem-mcp");
  assert.deepEqual(byId.get(10).result, {});
});

test("http: refuses what is no message", async () => {
  for (const [body, code] of [["{ broken", -32700], ["", -32700], ["[]", -32600], ["null", -32600], ['{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600]]) {
    const response = await post(body);
    assert.equal(response.status, 400, body);
    assert.equal((await response.json()).error.code, code, body);
  }
});

test("http: answers early calls, unknown methods and notifications", async () => {
  const [tools] = await events(await post({ jsonrpc: "2.0", id: 1, method: "tools/list" }));
  assert.equal(tools.result.tools.length, 11);
  const [unknown] = await events(await post({ jsonrpc: "2.0", id: 2, method: "no/such/method" }));
  assert.equal(unknown.error.code, -32601);
  assert.equal((await post({ jsonrpc: "2.0", method: "notifications/initialized" })).status, 202);
  assert.equal((await fetch(`${url}/mcp`, { headers: { Authorization: `Bearer ${key}` } })).status, 405);
});

test("http: takes no admin's key, no unknown key and no foreign page", async () => {
  const admin = await post(initialize, { Authorization: `Bearer ${process.env.STIGMEM_TEST_ADMIN_KEY}` });
  assert.equal(admin.status, 403);
  assert.equal((await admin.json()).detail.code, "mcp_admin_key_refused");
  assert.equal((await post(initialize, { Authorization: "Bearer nonsense" })).status, 401);
  assert.equal((await fetch(`${url}/mcp`, { method: "POST", headers, body: JSON.stringify(initialize) })).status, 401);
  for (const origin of ["http://evil.example", "null", "http://localhost.evil.example"]) {
    const page = await post(initialize, { Origin: origin });
    assert.equal(page.status, 403, origin);
    assert.equal((await page.json()).detail.code, "mcp_origin_refused");
  }
  assert.equal((await post(initialize, { Origin: url })).status, 200);
});

test("http: giant and odd arguments are refused and the node goes on", async () => {
  const call = (args) => ({ jsonrpc: "2.0", id: 3, method: "tools/call", params: { name: "recall", arguments: args } });
  const [giant] = await events(await post(call({ query: "x".repeat(1_000_100) })));
  assert.match(giant.result.content[0].text, /^Error: the arguments have more than 1000000 bytes/);
  assert.equal((await post(call({ query: "x".repeat(40_000_000) })).catch(() => ({ status: 413 }))).status, 413);
  const deep = `{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"recall","arguments":${"[".repeat(5000)}${"]".repeat(5000)}}}`;
  assert.ok([400, 200].includes((await post(deep)).status));
  const surrogate = '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"recall","arguments":{"query":"\\ud800"}}}';
  const [odd] = await events(await post(surrogate));
  assert.ok(odd.result?.isError || odd.error, JSON.stringify(odd));
  assert.equal((await post({ jsonrpc: "2.0", id: 6, method: "tools/call", params: { name: "query_facts", arguments: { session_id: "s\r\nX: y" } } })).status, 200);
  const client = await overHttp();
  assert.ok((await client.listTools()).tools.length > 0);
  await client.close();
});
