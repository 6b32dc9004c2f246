/** A server that fails the first attempt of every request, and answers the others. */
import { sleep } from "../../../benchmarks/wire/clock.ts";

/** `headers` are those of the failure; `stays` are prompts (what they hold) that are never answered. */
export function failingFirst(headers: Record<string, string> = {}, stays = /^$/) {
  const asked = new Map<string, number>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { model, messages } = await request.json();
    const which = JSON.stringify([model, messages]);
    const n = (asked.get(which) ?? 0) + 1;
    asked.set(which, n);
    await sleep(2);
    if (n === 1 || stays.test(model)) {
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
