/** A server that fails the first attempt of every request and answers the others, or fails some models alone. */
import { sleep } from "../../../benchmarks/wire/clock.ts";

/** `headers` are those of the failure. */
export const failingFirst = (headers: Record<string, string> = {}) =>
  failing((n) => n === 1, headers);

/** A server that never answers a model of that name. */
export const failingModel = (name: string) => failing((_, model) => model === name);

/** `fails`: by how often this was asked, from 1, and its model. */
function failing(
  fails: (n: number, model: string) => boolean,
  headers: Record<string, string> = {},
) {
  const asked = new Map<string, number>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { model, messages } = await request.json();
    const which = JSON.stringify([model, messages]);
    const n = (asked.get(which) ?? 0) + 1;
    asked.set(which, n);
    await sleep(2);
    if (fails(n, model)) {
      const name = { "x-request-id": `attempt-${n}` };
      return new Response('{"error":{"message":"busy"}}', {
        status: 503,
        headers: { ...headers, ...name },
      });
    }
    const events = [{ role: "assistant", content: "hi" }, {}].map((delta, i) =>
      `data: ${JSON.stringify({ choices: [{ delta, finish_reason: i ? "stop" : null }] })}\n\n`
    );
    return new Response(`${events.join("")}data: [DONE]\n\n`, {
      headers: { "content-type": "text/event-stream" },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    close: () => server.shutdown(),
  };
}
