import test from "node:test";
import assert from "node:assert/strict";
import { transports } from "./connections.mjs";

const six = ["assert_fact", "query_facts", "recall", "resolve_contradiction", "subscribe_scope", "lint_scope"];
const ours = ["get_card", "neighbors", "synthesize_scope", "list_conflicts", "memory_health"];

for (const [name, connect] of Object.entries(transports)) {
  test(`${name}: introduces itself and lists what it has`, async () => {
    const client = await connect();
    try {
      assert.equal(client.getServerVersion().name, "stigmem-mcp");
      const { tools } = await client.listTools();
      assert.deepEqual(tools.map((tool) => tool.name), [...six, ...ours]);
      for (const tool of tools) {
        assert.equal(tool.inputSchema.type, "object");
        assert.equal(tool.outputSchema.type, "object");
        const writes = ["assert_fact", "resolve_contradiction"].includes(tool.name);
        assert.equal(tool.annotations.readOnlyHint, !writes, tool.name);
        assert.equal(tool.annotations.destructiveHint, tool.name === "resolve_contradiction", tool.name);
      }
      assert.deepEqual(tools[0].inputSchema.required, ["entity", "relation", "value", "source"]);
    } finally {
      await client.close();
    }
  });

  test(`${name}: serves entities as resources`, async () => {
    const client = await connect();
    try {
      const entity = "stigmem://acme.test/user/ada lovelace";
      const written = await client.callTool({
        name: "assert_fact",
        arguments: { entity, relation: "memory:role", value: "engineer", source: "agent:protocol" },
      });
      assert.ok(!written.isError, JSON.stringify(written));
      const { resourceTemplates } = await client.listResourceTemplates();
      assert.deepEqual(resourceTemplates.map((template) => template.name), ["entity", "card"]);
      const { resources } = await client.listResources();
      const found = resources.find((resource) => resource.name === written.structuredContent.entity);
      assert.ok(found, JSON.stringify(resources));
      const { contents } = await client.readResource({ uri: found.uri });
      assert.equal(JSON.parse(contents[0].text).facts[0].value.v, "engineer");
      for (const uri of ["stigmem-entity://company/", "stigmem-card://", "file:///etc/passwd", "x"]) {
        await assert.rejects(client.readResource({ uri }), /no such resource/, uri);
      }
    } finally {
      await client.close();
    }
  });

  test(`${name}: fills prompts in`, async () => {
    const client = await connect();
    try {
      const { prompts } = await client.listPrompts();
      assert.deepEqual(prompts.map((prompt) => prompt.name), ["answer_from_memory", "remember", "settle_conflicts"]);
      const filled = await client.getPrompt({ name: "answer_from_memory", arguments: { question: "Who is Ada?" } });
      assert.match(filled.messages[0].content.text, /Question: Who is Ada\?/);
      assert.match(filled.messages[0].content.text, /untrusted data/);
      await assert.rejects(client.getPrompt({ name: "answer_from_memory", arguments: {} }), /question is required/);
      await assert.rejects(client.getPrompt({ name: "nothing" }), /no such prompt/);
    } finally {
      await client.close();
    }
  });
}
