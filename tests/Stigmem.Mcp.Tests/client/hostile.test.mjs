import test from "node:test";
import assert from "node:assert/strict";
import { key, overHttp, sayAll, url } from "./connections.mjs";

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

const call = (id, name, args) => ({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } });
const deep = `{"jsonrpc":"2.0","id":"deep","method":"tools/call","params":{"name":"recall","arguments":${"[".repeat(5000)}${"]".repeat(5000)}}}`;

// Params of another form than the method asks for; each is answered with -32602.
const wrongParams = [
  { method: "tools/call" },
  { method: "tools/call", params: {} },
  { method: "tools/call", params: { name: 5 } },
  { method: "tools/call", params: { name: "recall", arguments: "no object" } },
  { method: "tools/list", params: { cursor: 5 } },
  { method: "resources/read" },
  { method: "resources/read", params: { uri: [] } },
  { method: "prompts/get" },
  { method: "prompts/get", params: { name: null } },
  { method: "initialize", params: { protocolVersion: 5, capabilities: {}, clientInfo: { name: "tests", version: "1" } } },
  { method: "initialize", params: { capabilities: {} } },
  { method: "initialize", params: "text" },
].map((message, i) => ({ jsonrpc: "2.0", id: `wrong${i}`, ...message }));

// What wants no answer, and gets none.
const unanswered = [
  { jsonrpc: "2.0", id: 99, result: {} },
  { jsonrpc: "2.0", id: 99, error: { code: 1, message: "x" } },
  { jsonrpc: "2.0", method: "notifications/nothing" },
  { jsonrpc: "2.0", method: "notifications/initialized" },
  { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: "nobody's" } },
  { jsonrpc: "2.0", method: "notifications/cancelled", params: "text" },
  { jsonrpc: "2.0", method: "notifications/progress" },
];

test("stdio: a broken line is answered when its id can be read, and else passed over", async () => {
  const readable = ['{"id":1}', '{"jsonrpc":"1.0","id":2,"method":"ping"}', '{"jsonrpc":"2.0","id":3,"method":5}', '{"jsonrpc":"2.0","id":"4","method":"ping"} more', '{"jsonrpc":"2.0","id":5,"method":', deep];
  const lost = [
    "{ broken", '{"jsonrpc":"2.0","method":"ping","id":6', '{"jsonrpc":"2.0",,"id":7}', "[]", '[{"jsonrpc":"2.0","id":8,"method":"ping"}]', "null", '"text"', "5", "", "  ", "{}", '{"method":"ping"}', "\u0000",
    '{"jsonrpc":"2.0","id":null,"method":"ping"}', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', '{"jsonrpc":"2.0","id":{},"method":"ping"}', '{"jsonrpc":"2.0","id":"\\ud800","method":"ping"}',
  ];
  const { code, answers } = await sayAll([...readable, ...lost, { jsonrpc: "2.0", id: "last", method: "ping" }]);
  assert.equal(code, 0);
  const told = Object.fromEntries(answers.map((answer) => [answer.id, answer.error?.code ?? answer.result]));
  assert.equal(answers.length, 7);
  assert.deepEqual(told, { 1: -32700, 2: -32700, 3: -32700, 4: -32700, 5: -32700, deep: -32700, last: {} });
});

test("stdio: answers messages in any order", async () => {
  const { code, answers } = await sayAll([
    { jsonrpc: "2.0", id: 7, method: "tools/list" },
    call(8, "query_facts", {}),
    { jsonrpc: "2.0", id: 9, method: "no/such/method" },
    ...unanswered,
    initialize,
    ...wrongParams,
    { ...initialize, id: 11 },
    { jsonrpc: "2.0", id: 10, method: "ping" },
    call("twin", "query_facts", {}), call("twin", "nothing", {}),
  ]);
  assert.equal(code, 0);
  assert.equal(answers.length, 6 + wrongParams.length + 2, JSON.stringify(answers));
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  assert.equal(byId.get(7).result.tools.length, 11);
  assert.ok(byId.get(8).result.structuredContent.facts);
  assert.equal(byId.get(9).error.code, -32601);
  for (const id of [1, 11]) assert.equal(byId.get(id).result.serverInfo.name, "stigmem-mcp");
  assert.deepEqual(byId.get(10).result, {});
  for (const { id } of wrongParams) assert.equal(byId.get(id).error?.code, -32602, JSON.stringify(byId.get(id)));
  assert.deepEqual(answers.filter(({ id }) => id === "twin").map(({ result }) => result.isError === true).sort(), [false, true]);
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
  for (const message of unanswered) {
    const response = await post(message);
    assert.equal(response.status, 202, JSON.stringify(message));
    assert.equal(await response.text(), "");
  }
  assert.equal((await fetch(`${url}/mcp`, { headers: { Authorization: `Bearer ${key}` } })).status, 405);
});

test("http: params of another form are the caller's fault", async () => {
  for (const message of wrongParams) {
    const response = await post(message);
    const answer = message.method === "initialize" ? await response.json() : (await events(response))[0];
    assert.equal(response.status, message.method === "initialize" ? 400 : 200, JSON.stringify(message));
    assert.deepEqual([answer.id, answer.error?.code], [message.id, -32602], JSON.stringify([message, answer]));
  }
});

test("http: keys that ask at once never see each other's answers", async () => {
  const keys = { all: key, narrow: process.env.STIGMEM_TEST_NARROW_KEY, reader: process.env.STIGMEM_TEST_READER_KEY };
  const health = async (apiKey) => (await events(await post(call(1, "memory_health", { scope: "public" }), { Authorization: `Bearer ${apiKey}` })))[0].result.structuredContent.caller;
  const whose = {};
  for (const [name, apiKey] of Object.entries(keys)) whose[name] = (await health(apiKey)).entity_uri;
  assert.equal(new Set(Object.values(whose)).size, 3);
  const entity = `user:shared-${process.pid}`;
  const [written] = await events(await post(call(1, "assert_fact", { entity, relation: "memory:x", value: "only for the company", source: "agent:hostile" })));
  assert.equal(written.result.structuredContent.entity, entity);

  const raw = Array.from({ length: 40 }, async () => Promise.all(Object.entries(keys).map(async ([name, apiKey]) => {
    assert.equal((await health(apiKey)).entity_uri, whose[name]);
    const [{ id, result }] = await events(await post(call(1, "query_facts", { entity, session_id: "shared" }), { Authorization: `Bearer ${apiKey}` }));
    assert.equal(id, 1);
    assert.equal(result.content[0].text.includes("only for the company"), name !== "narrow", `${name}: ${result.content[0].text}`);
  })));
  const connectors = Object.entries(keys).flatMap(([name, apiKey]) => Array.from({ length: 3 }, async () => {
    const client = await overHttp(apiKey);
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.callTool({ name: "memory_health", arguments: { scope: "public" } })));
    for (const { structuredContent } of answers) assert.equal(structuredContent.caller.entity_uri, whose[name]);
    await client.close();
  }));
  await Promise.all([...raw, ...connectors]);
});

test("http: requests of one id at once are answered each by itself", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, async (_, i) => (await events(await post(call("twin", `tool${i}`, {}))))[0]));
  assert.deepEqual(answers.map(({ id, result }) => [id, result.content[0].text]), answers.map((_, i) => ["twin", `Unknown tool: tool${i}`]));
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
  const [giant] = await events(await post(call(3, "recall", { query: "x".repeat(1_000_100) })));
  assert.match(giant.result.content[0].text, /^Error: the arguments have more than 1000000 bytes/);
  assert.equal((await post(call(3, "recall", { query: "x".repeat(40_000_000) })).catch(() => ({ status: 413 }))).status, 413);
  assert.equal((await post(deep)).status, 400);
  const surrogate = '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"recall","arguments":{"query":"\\ud800"}}}';
  const [odd] = await events(await post(surrogate));
  assert.ok(odd.result?.isError || odd.error, JSON.stringify(odd));
  assert.equal((await post({ jsonrpc: "2.0", id: 6, method: "tools/call", params: { name: "query_facts", arguments: { session_id: "s\r\nX: y" } } })).status, 200);
  const client = await overHttp();
  assert.ok((await client.listTools()).tools.length > 0);
  await client.close();
});
