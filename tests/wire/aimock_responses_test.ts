import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { openaiResponses } from "../../benchmarks/providers/openai/openai_responses.ts";
import { emptyRow } from "../../benchmarks/record/record.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

/** An independent implementation of Responses: what it serves must come out of our decoder. */
Deno.test({
  name: "openai-responses: an independent server",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const mock = new LLMock({ port: 0, host: "127.0.0.1" });
    const answer = "Shall I compare thee to a summer's day?";
    mock.onMessage("plain", { content: answer });
    mock.onMessage("think", { content: "Yes.", reasoning: "Let me see." });
    mock.onMessage("call", { toolCalls: [{ name: "look", arguments: '{"at":"moon"}' }] });
    mock.onMessage("refuse", { error: { message: "no more", type: "overloaded" }, status: 429 });
    await mock.start();
    const slot = openSlot(mock.url, startClock(), defaultLimits);
    const ask = async (content: string) => {
      const { recording, deltas, failure } = await runAttempt(slot, openaiResponses, {
        baseUrl: `${mock.url}/v1`,
        model: "gpt-4o",
        messages: [{ role: "user", content }],
        maxOutputTokens: 50,
        params: {},
      }, { credentials: keyCredentials("mock") });
      return toRecord(recording, deltas, {
        identity: emptyRow({
          ...{ run_id: "r", config_name: "c", provider: "p", model: "gpt-4o", simulated: true },
          ...{ phase: "measured", request_index: 0, attempt: 1, status: "ok" },
        }),
        startedAt: "2026-01-01T00:00:00Z",
        scheduledAt: null,
        utcOffsetMinutes: 0,
        keys: [],
        prompt: content,
        failure,
      });
    };
    try {
      const plain = await ask("plain");
      assert.deepEqual([plain.row.status, plain.row.finish_reason], ["ok", "stop"]);
      assert.equal(plain.text.content, answer);
      assert.equal(plain.row.output_tokens_reported, null, "it says zeros: nobody counted");
      assert.equal(plain.row.served_model, "gpt-4o");
      const think = await ask("think");
      assert.deepEqual([think.text.reasoning, think.text.content], ["Let me see.", "Yes."]);
      const call = await ask("call");
      assert.deepEqual([call.text.tool_call, call.row.finish_reason], [
        '{"at":"moon"}',
        "tool_calls",
      ]);
      const refused = await ask("refuse");
      assert.deepEqual([refused.row.error_class, refused.row.error_message], [
        "rate_limited",
        "no more",
      ]);
    } finally {
      slot.close();
      await mock.stop();
    }
  },
});
