import assert from "node:assert/strict";
import { untilIdle } from "../../benchmarks/places/idle.ts";

/** A stream of these parts, `pauseMs` before each. */
const coming = (parts: string[], pauseMs: number) => {
  let cancelled = false;
  const left = parts.values();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = left.next();
      await new Promise((resolve) => setTimeout(resolve, value === "never" ? 1e4 : pauseMs));
      if (cancelled) return;
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: () => void (cancelled = true),
  }, { highWaterMark: 0 });
  return { stream, wasCancelled: () => cancelled };
};

Deno.test("a body that keeps coming is whole, however long it takes", async () => {
  const { stream } = coming(["a", "b", "c", "d"], 20);
  assert.equal(await new Response(untilIdle(stream, 30_000)).text(), "abcd");
});

Deno.test({
  name: "a body that stops coming is given up",
  sanitizeOps: false, // the sender's own wait
  sanitizeResources: false,
  async fn() {
    const { stream, wasCancelled } = coming(["a", "never"], 0);
    await assert.rejects(new Response(untilIdle(stream, 50)).text(), /Nothing comes any more/);
    assert.ok(wasCancelled());
  },
});
