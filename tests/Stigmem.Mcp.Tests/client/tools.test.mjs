import test from "node:test";
import assert from "node:assert/strict";
import { key, overStdio, transports, url } from "./connections.mjs";
import { openGate } from "./gate.mjs";

let run = 0;

async function refusal(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.equal(result.isError, true, `${name}: ${JSON.stringify(result).slice(0, 300)}`);
  assert.equal(result.content.length, 1);
  return result.content[0].text;
}

async function structured(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, `${name}: ${result.content[0].text}`);
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  assert.match(result.content[0].text, /^\{\n  "/);
  return result.structuredContent;
}

for (const [name, connect] of Object.entries(transports)) {
  test(`${name}: writes and finds facts`, async () => {
    const client = await connect();
    const entity = `user:tools-${name}-${++run}`;
    const base = { entity, relation: "memory:likes", source: "agent:tools" };
    try {
      const fact = await structured(client, "assert_fact", { ...base, value: { type: "string", v: "zeppelins" } });
      assert.equal(fact.scope, "company");
      assert.equal(fact.confidence, 1);
      const asText = await structured(client, "assert_fact", { ...base, relation: "memory:age", value: '{"type":"number","v":42}', confidence: "0.5", derived_from: "[]" });
      assert.deepEqual([asText.value.type, asText.value.v, asText.confidence], ["number", 42, 0.5]);
      const none = await structured(client, "assert_fact", { ...base, relation: "memory:none", value: { type: "null", v: "x" } });
      assert.equal(none.value.type, "null");

      const page = await structured(client, "query_facts", { entity, limit: "1" });
      assert.equal(page.facts.length, 1);
      const rest = await structured(client, "query_facts", { entity, cursor: page.cursor });
      assert.equal(rest.facts.length, 2);
      const names = await structured(client, "query_facts", { entity, names_only: true });
      assert.deepEqual(Object.keys(names.facts[0]), ["id", "entity", "relation", "scope"]);

      const recalled = await structured(client, "recall", { query: "zeppelins", depth: 0, weights: '{"lexical":1}' });
      assert.ok(recalled.facts.some((hit) => hit.fact.id === fact.id));
      assert.ok(recalled.content.some((hit) => hit.fact.id === fact.id));
      assert.deepEqual(recalled.instructions, []);
      assert.match(recalled.system_prompt_directive, /untrusted data/);

      const polled = await structured(client, "subscribe_scope", { limit: 1 });
      assert.deepEqual(Object.keys(polled), ["facts", "cursor", "has_more"]);
      assert.equal(polled.has_more, true);
    } finally {
      await client.close();
    }
  });

  test(`${name}: settles a contradiction`, async () => {
    const client = await connect();
    const entity = `user:disputed-${name}-${++run}`;
    try {
      const left = await structured(client, "assert_fact", { entity, relation: "memory:home", value: "Paris", source: "agent:tools" });
      await structured(client, "assert_fact", { entity, relation: "memory:home", value: "Rome", source: "agent:others" });
      const { conflicts } = await structured(client, "list_conflicts", { limit: 500 });
      const open = conflicts.find((conflict) => conflict.fact_a.entity === entity || conflict.fact_b.entity === entity);
      const names = await structured(client, "list_conflicts", { names_only: true });
      assert.ok(names.conflicts.length > 0 && !("fact_a" in names.conflicts[0]));
      const done = await structured(client, "resolve_contradiction", { conflict_id: open.conflict_id, winning_fact_id: left.id });
      assert.equal(done.conflict_status, "resolved");
    } finally {
      await client.close();
    }
  });

  test(`${name}: looks around an entity and over a scope`, async () => {
    const client = await connect();
    const entity = `stigmem://acme.test/project/${name}-${++run}`;
    const friend = `stigmem://acme.test/user/friend-${name}-${run}`;
    try {
      await structured(client, "assert_fact", { entity, relation: "rel:owner", value: { type: "ref", v: friend }, source: "agent:tools" });
      const card = await structured(client, "get_card", { entity });
      assert.equal(card.entity_uri, entity);
      assert.match(card.summary, /rel:owner/);
      const { contents } = await client.readResource({ uri: `stigmem-card://company/${encodeURIComponent(entity)}` });
      assert.equal(contents[0].text, card.summary);
      const near = await structured(client, "neighbors", { entity });
      assert.deepEqual(near.neighbors.map((neighbor) => neighbor.entity), [friend]);
      const names = await structured(client, "neighbors", { entity, names_only: true });
      assert.deepEqual(names.neighbors, [{ entity: friend, relation: "rel:owner" }]);
      const overview = await structured(client, "synthesize_scope", { limit: 1 });
      assert.equal(overview.facts.length, 1);
      const lint = await structured(client, "lint_scope", { checks: ["broken_ref"], entity });
      assert.deepEqual(lint.findings.map((finding) => finding.check), ["broken_ref"]);
      assert.equal(await refusal(client, "get_card", { entity: "user:nobody" }), "Error: no facts found for entity");
      assert.match(await refusal(client, "neighbors", { entity, depth: 4 }), /graph_depth_exceeded/);
    } finally {
      await client.close();
    }
  });

  test(`${name}: tells how the memory is`, async () => {
    const client = await connect();
    try {
      const health = await structured(client, "memory_health", {});
      assert.equal(health.scope, "company");
      assert.deepEqual(health.caller.permissions, ["read", "write"]);
    } finally {
      await client.close();
    }
  });

  test(`${name}: says what is wrong`, async () => {
    const client = await connect();
    try {
      assert.equal(await refusal(client, "nothing", {}), "Unknown tool: nothing");
      assert.equal(await refusal(client, "assert_fact", { relation: "a:b", value: "x", source: "agent:a" }), "Error: entity is required");
      assert.equal(await refusal(client, "assert_fact", { entity: "user:a", relation: "a:b", source: "agent:a" }), "Error: value is required");
      assert.equal(await refusal(client, "query_facts", { limit: "many" }), "Error: limit must be a number");
      assert.equal(await refusal(client, "recall", { query: "x", weights: "no" }), "Error: weights must be an object or the JSON text of one");
      assert.match(await refusal(client, "recall", { query: "x", depth: 4 }), /^Error: .*depth/);
      assert.match(await refusal(client, "query_facts", { cursor: "nonsense" }), /^Error: .*\(invalid_cursor\)$/);
      assert.equal(await refusal(client, "resolve_contradiction", { conflict_id: "stigmem:conflict:none" }), "Error: conflict not found");
      const masked = await refusal(client, "resolve_contradiction", { conflict_id: `${key}` });
      assert.ok(!masked.includes(key));
    } finally {
      await client.close();
    }
  });

  test(`${name}: passes as_of on and says what to do where time travel is missing`, async () => {
    const client = await connect();
    try {
      const { tools } = await client.listTools();
      assert.deepEqual(tools.filter((tool) => tool.inputSchema.properties.as_of).map((tool) => tool.name), ["query_facts", "recall"]);
      for (const [tool, args] of [["query_facts", {}], ["recall", { query: "zeppelins" }]]) {
        const refused = "Error: as_of needs time travel, which this node does not have (time_travel_plugin_not_loaded): leave as_of out to read what holds now; "
          + "query_facts with include_expired and include_contradicted shows older facts with their times";
        for (const as_of of ["2026-01-31T12:00:00Z", "yesterday", 2026]) assert.equal(await refusal(client, tool, { ...args, as_of }), refused);
        assert.equal(await refusal(client, tool, { ...args, as_of: ["2026"] }), "Error: as_of must be a string");
        for (const as_of of ["", null]) await structured(client, tool, { ...args, as_of });
      }
    } finally {
      await client.close();
    }
  });

  test(`${name}: keeps answers short and loses nothing between pages`, async () => {
    const client = await connect();
    const entity = `user:long-${name}-${++run}`;
    try {
      for (let i = 0; i < 12; i++) {
        await structured(client, "assert_fact", { entity, relation: `memory:part${i}`, value: { type: "text", v: `${i} `.repeat(10000) }, source: "agent:tools" });
      }
      const seen = new Set();
      let cursor;
      do {
        const result = await client.callTool({ name: "query_facts", arguments: { entity, ...(cursor ? { cursor } : {}) } });
        assert.ok(result.content[0].text.length <= 100000, `${result.content[0].text.length}`);
        result.structuredContent.facts.forEach((fact) => seen.add(fact.relation));
        cursor = result.structuredContent.cursor;
      } while (cursor);
      assert.equal(seen.size, 12);
      const recalled = await client.callTool({ name: "recall", arguments: { query: `memory part ${entity}`, token_budget: 200000 } });
      assert.ok(recalled.content[0].text.length <= 100000);
    } finally {
      await client.close();
    }
  });
}

test("stdio: asks a node that has time travel for the time that was named", async () => {
  const seen = [];
  const refusals = ["time_travel_plugin_disabled", "as_of_invalid_timestamp", "as_of_future", "as_of_before_retention_floor"];
  const advice = [/leave as_of out/, /ISO 8601/, /leave as_of out/, /choose a later as_of/];
  const gate = await openGate((incoming, outgoing) => {
    const asked = new URL(incoming.url, url);
    if (asked.pathname === "/v1/facts") {
      seen.push(asked.searchParams.get("as_of"));
      outgoing.writeHead(400, { "Content-Type": "application/json" }).end(JSON.stringify({ detail: { code: refusals[seen.length - 1], message: "no" } }));
    }
    return asked.pathname === "/v1/facts";
  });
  try {
    const client = await overStdio(key, { STIGMEM_URL: gate.url });
    try {
      for (const [i, code] of refusals.entries()) {
        const text = await refusal(client, "query_facts", { as_of: "2026-01-31T12:00:00+01:00" });
        assert.ok(text.startsWith(`Error: no (${code}): `), text);
        assert.match(text, advice[i]);
      }
      assert.deepEqual(seen, refusals.map(() => "2026-01-31T12:00:00+01:00"));
    } finally {
      await client.close();
    }
  } finally {
    gate.close();
  }
});

test("stdio: honours the operator's scope and limits", async () => {
  const client = await overStdio(key, { STIGMEM_MCP_DEFAULT_SCOPE: "public", STIGMEM_MCP_MAX_ARGUMENT_BYTES: "1000", STIGMEM_POLL_LIMIT: "1" });
  try {
    const fact = await structured(client, "assert_fact", { entity: "user:open", relation: "memory:x", value: "y", source: "agent:tools" });
    assert.equal(fact.scope, "public");
    assert.equal((await structured(client, "subscribe_scope", {})).facts.length, 1);
    assert.match(await refusal(client, "recall", { query: "x".repeat(2000) }), /^Error: the arguments have more than 1000 bytes/);
  } finally {
    await client.close();
  }
});

test("stdio: one session for all calls blocks writing back what was read", async () => {
  const session = `tests-${process.pid}`;
  const client = await overStdio(key, { STIGMEM_SESSION_ID: session });
  const other = await overStdio();
  try {
    await structured(other, "assert_fact", { entity: "user:heard", relation: "memory:x", value: "y", source: "agent:tools", scope: "team" });
    await structured(client, "query_facts", { entity: "user:heard", scope: "team" });
    const args = { entity: "user:echo", relation: "memory:x", value: "y", source: "agent:tools", scope: "team" };
    assert.match(await refusal(client, "assert_fact", args), /feedback_loop_provenance_required/);
    assert.match(await refusal(other, "assert_fact", { ...args, session_id: session }), /feedback_loop_provenance_required/);
    await structured(other, "query_facts", { entity: "user:heard", scope: "team" });
    await structured(other, "assert_fact", args);
  } finally {
    await client.close();
    await other.close();
  }
});
