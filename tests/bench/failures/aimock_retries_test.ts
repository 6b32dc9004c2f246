/** An independent server that limits rates, as its clients know it: what it refuses is asked again when it says. */
import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { run, turn } from "../turns.ts";

Deno.test({
  name: "aimock's 429 is asked again after the seconds of its retry-after",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const mock = new LLMock({ port: 0, host: "127.0.0.1" });
    const refusal = { message: "Slow down.", type: "rate_limit_error" };
    let asked = 0;
    mock.onMessage(
      /.*/,
      () =>
        asked++ === 0
          ? { error: refusal, status: 429, retryAfter: 1 }
          : { content: "It was a bright cold day in April." },
    );
    await mock.start();
    try {
      const { rows, texts } = await run(mock.url, {
        turns: [turn(1)],
        retrying: { max: 3, first_wait_s: 30, most_wait_s: 60, seed: 1, runEndS: null },
      });
      assert.deepEqual(
        rows.map((
          r,
        ) => [r.phase, r.attempt, r.status, r.error_class, r.retry_after_s, r.retry_in_s]),
        [
          ["measured", 1, "failed", "rate_limited", 1, 1],
          ["retry", 2, "ok", null, null, null],
        ],
      );
      assert.equal(texts[1].content, "It was a bright cold day in April.");
      assert.ok(rows[1].since_first_s! >= 1, `${rows[1].since_first_s}`);
    } finally {
      await mock.stop();
    }
  },
});
