import test from "node:test";
import assert from "node:assert/strict";
import { key, overStdio } from "./connections.mjs";
import { openGate } from "./gate.mjs";

const admin = process.env.STIGMEM_TEST_ADMIN_KEY;

// A node whose /v1/me is out of order, while everything else works.
async function withoutMe(apiKey, run) {
  const gate = { isShut: true, seen: [] };
  const { url, close } = await openGate((incoming, outgoing) => {
    gate.seen.push(incoming.url);
    const isHeld = gate.isShut && incoming.url === "/v1/me";
    if (isHeld) outgoing.writeHead(503, { "Content-Type": "application/json" }).end('{"detail":"not now"}');
    return isHeld;
  });
  try {
    const client = await overStdio(apiKey, { STIGMEM_URL: url });
    await run(client, gate).finally(() => client.close());
  } finally {
    close();
  }
}

const write = (entity) => ({ name: "assert_fact", arguments: { entity, relation: "memory:x", value: "y", source: "agent:keys" } });
const text = (result) => `${result.isError === true} ${result.content[0].text}`;

test("stdio: does nothing with a key as long as the node has not said whose it is", async () => {
  const entity = `user:unasked-${process.pid}`;
  await withoutMe(admin, async (client, gate) => {
    assert.equal(text(await client.callTool(write(entity))), "true Error: not now");
    assert.equal(text(await client.callTool({ name: "query_facts", arguments: { entity } })), "true Error: not now");
    await assert.rejects(client.listResources(), /not now/);
    assert.deepEqual(gate.seen.filter((path) => path !== "/v1/me"), []);

    gate.isShut = false;
    assert.match(text(await client.callTool(write(entity))), /^true Error: a key with admin rights is not accepted/);
    await assert.rejects(client.listResources(), /a key with admin rights is not accepted/);
    assert.deepEqual(gate.seen.filter((path) => path !== "/v1/me"), []);
  });
});

test("stdio: goes to work as soon as the node has said whose the key is", async () => {
  const entity = `user:asked-${process.pid}`;
  await withoutMe(key, async (client, gate) => {
    assert.equal(text(await client.callTool(write(entity))), "true Error: not now");
    gate.isShut = false;
    assert.match(text(await client.callTool(write(entity))), /^false /);
    gate.isShut = true;
    const found = await client.callTool({ name: "query_facts", arguments: { entity } });
    assert.equal(found.structuredContent.facts.length, 1);
  });
});
