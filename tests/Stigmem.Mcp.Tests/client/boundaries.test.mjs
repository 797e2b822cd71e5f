import test from "node:test";
import assert from "node:assert/strict";
import { transports } from "./connections.mjs";

const narrow = process.env.STIGMEM_TEST_NARROW_KEY;
const reader = process.env.STIGMEM_TEST_READER_KEY;
const canary = `canary${process.pid}`;

// Every tool asks for a fact of a scope that the key does not cover; no answer may hold a word of it.
for (const [name, connect] of Object.entries(transports)) {
  test(`${name}: nothing shows what the key does not cover`, async () => {
    const entity = `user:${canary}-${name}`;
    const owner = await connect();
    const written = [];
    for (const value of ["hidden", "secret"]) {
      const result = await owner.callTool({ name: "assert_fact", arguments: { entity, relation: `memory:${canary}`, value: `${value} ${canary}`, source: `agent:${value}`, scope: "company" } });
      assert.ok(!result.isError, result.content[0].text);
      written.push(result.structuredContent.id);
    }
    const { structuredContent: open } = await owner.callTool({ name: "list_conflicts", arguments: { limit: 500 } });
    const conflict = open.conflicts.find((one) => one.fact_a.entity === entity);
    await owner.close();

    const stranger = await connect(narrow);
    try {
      const { tools } = await stranger.listTools();
      for (const tool of tools) {
        for (const scope of [undefined, "local", "team", "company", "public"]) {
          const result = await stranger.callTool({
            name: tool.name,
            arguments: {
              scope, query: "hidden secret", conflict_id: conflict.conflict_id, winning_fact_id: written[0], limit: 500, depth: 1,
              ...(tool.name === "assert_fact" ? { entity: "user:x", relation: "a:b", value: "z", source: "agent:x", derived_from: [written[0]] } : {}),
              ...(["get_card", "neighbors"].includes(tool.name) ? { entity } : {}),
            },
          });
          const text = JSON.stringify(result).replaceAll(entity, "").replaceAll(encodeURIComponent(entity), "");
          assert.ok(!text.includes(canary), `${tool.name} ${scope}: ${text.slice(0, 500)}`);
        }
      }
      for (const uri of [`stigmem-entity://company/${encodeURIComponent(entity)}`, `stigmem-card://company/${encodeURIComponent(entity)}`, `stigmem-entity://public%26scope=company/${entity}`]) {
        const text = JSON.stringify(await stranger.readResource({ uri }).catch((error) => ({ message: error.message }))).replaceAll(uri, "");
        assert.ok(!text.includes(canary), `${uri}: ${text}`);
      }
      const listed = await stranger.listResources().catch((error) => ({ message: error.message }));
      assert.ok(!JSON.stringify(listed).includes(canary));
    } finally {
      await stranger.close();
    }
  });

  test(`${name}: a key that reads cannot write`, async () => {
    const client = await connect(reader);
    try {
      const result = await client.callTool({ name: "assert_fact", arguments: { entity: "user:x", relation: "a:b", value: "z", source: "agent:x" } });
      assert.equal(result.isError, true);
      assert.equal(result.content[0].text, "Error: write permission required");
    } finally {
      await client.close();
    }
  });
}
