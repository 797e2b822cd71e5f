import test from "node:test";
import assert from "node:assert/strict";
import { sayAll } from "./connections.mjs";
import { openGate } from "./gate.mjs";

const many = 300;
const initialize = {
  jsonrpc: "2.0", id: "hello", method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "tests", version: "1" } },
};
const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
const call = (id, name, args) => ({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } });
const ids = (answers) => answers.map((answer) => answer.id).sort();

test("stdio: answers everything that was asked before the input ended", async () => {
  const questions = Array.from({ length: many }, (_, i) => call(`q${i}`, ["recall", "query_facts", "memory_health"][i % 3], { query: "everything" }));
  const { code, answers, errors } = await sayAll([initialize, initialized, ...questions, "{ broken"]);
  assert.equal(code, 0, errors);
  assert.deepEqual(ids(answers), ids([initialize, ...questions]));
  assert.deepEqual(answers.filter((answer) => answer.error || answer.result.isError), []);
});

test("stdio: what was cancelled before the input ended holds nothing up", async () => {
  const cancelled = Array.from({ length: 20 }, (_, i) => ({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: `c${i}` } }));
  const { code, answers, errors } = await sayAll([initialize, ...cancelled.map(({ params }) => call(params.requestId, "recall", { query: "x" })), ...cancelled, call("last", "recall", { query: "x" })]);
  assert.equal(code, 0, errors);
  assert.ok(ids(answers).includes("last"));
});

test("stdio: waits no longer than it says for a node that does not answer", async () => {
  const gate = await openGate((incoming) => incoming.url === "/v1/recall");
  try {
    const { code, answers, errors } = await sayAll(
      [initialize, call("stuck", "recall", { query: "x" }), call("fine", "query_facts", {})], { STIGMEM_URL: gate.url, STIGMEM_MCP_DRAIN_SECONDS: "2" });
    assert.equal(code, 1);
    assert.deepEqual(ids(answers), ["fine", "hello"]);
    assert.match(errors, /^error: .*within 2 seconds.* \(mcp_unanswered\)$/m);
  } finally {
    gate.close();
  }
});
