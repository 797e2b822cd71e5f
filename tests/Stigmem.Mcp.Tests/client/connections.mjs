// Clients of the server under test, over both transports. The test that starts this process says where things are.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

export const url = process.env.STIGMEM_TEST_URL;
export const executable = process.env.STIGMEM_TEST_EXECUTABLE;
export const key = process.env.STIGMEM_TEST_KEY;

export function environment(apiKey = key, more = {}) {
  return { PATH: process.env.PATH, HOME: process.env.HOME, STIGMEM_URL: url, STIGMEM_API_KEY: apiKey, ...more };
}

export async function overStdio(apiKey = key, more = {}) {
  const client = new Client({ name: "tests", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ command: executable, args: ["mcp"], env: environment(apiKey, more), stderr: "ignore" }));
  return client;
}

export async function overHttp(apiKey = key) {
  const client = new Client({ name: "tests", version: "1.0.0" });
  const headers = apiKey ? { Authorization: `Bearer ${apiKey}` } : {};
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }));
  return client;
}

// Everything at once to a server on stdin, which ends then, and all that it says until it has ended itself.
export async function sayAll(messages, more = {}) {
  const child = spawn(executable, ["mcp"], { env: environment(key, more), stdio: "pipe" });
  const ended = once(child, "close");
  const output = text(child.stdout);
  const errors = text(child.stderr);
  child.stdin.end(messages.map((line) => (typeof line === "string" ? line : JSON.stringify(line)) + "\n").join(""));
  const [code] = await ended;
  return { code, answers: (await output).split("\n").filter(Boolean).map((line) => JSON.parse(line)), errors: await errors };
}

export const transports = { stdio: overStdio, http: overHttp };
