// A gate before the real node: everything passes, but for what a test holds back.
import { createServer, request } from "node:http";
import { once } from "node:events";
import { url } from "./connections.mjs";

// `hold(request, response)` answers what it holds back, or leaves it without an answer, and returns true.
export async function openGate(hold) {
  const server = createServer((incoming, outgoing) => {
    if (hold(incoming, outgoing)) return;
    const onward = request(new URL(incoming.url, url), { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
