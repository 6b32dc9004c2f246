import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import type { Row } from "../../benchmarks/record/record.ts";
import type { AttemptText } from "../../benchmarks/record/to_record.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { runTurns } from "../../benchmarks/bench/runner.ts";

/** An independent implementation of the protocol: what it serves must come out of our decoder. */
Deno.test({
  name: "runTurns() reads an independent server of the protocol",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const mock = new LLMock({ port: 0, host: "127.0.0.1" });
    const answer = "Shall I compare thee to a summer's day? Thou art more lovely.";
    mock.onMessage("plain", { content: answer });
    mock.onMessage("think", { content: "Yes.", reasoning: "Let me see." });
    mock.onMessage("call", { toolCalls: [{ name: "look", arguments: '{"at":"moon"}' }] });
    mock.onMessage("refuse", { error: { message: "no more", type: "overloaded" }, status: 429 });
    await mock.start();
    const rows: Row[] = [];
    const texts: AttemptText[] = [];
    try {
      await runTurns({
        turns: [{
          target: 0,
          phase: "measured",
          block: 0,
          items: ["plain", "think", "call", "refuse"].map((prompt, i) => ({
            target: 0,
            phase: "measured",
            block: 0,
            requestIndex: i,
            session: i,
            turn: 0,
            prompt,
            promptHash: prompt,
            inputTokensTarget: 1,
            outputTokensTarget: 50,
          })),
        }],
        targets: [{
          provider: "aimock",
          model: "gpt-4o",
          model_size: null,
          api: "openai",
          base_url: `${mock.url}/v1`,
          credentials: keyCredentials("mock"),
          simulated: true,
          params: {},
        }],
        load: "closed",
        concurrency: 1,
        clock: startClock(),
        identity: {
          run_id: "r",
          config_name: "c",
          config_hash: null,
          workload_hash: null,
          location: null,
          shard: 0,
        },
        onRow: (row, text) => void (rows.push(row), texts.push(text)),
      });
    } finally {
      await mock.stop();
    }
    assert.deepEqual(rows.map((r) => [r.status, r.finish_reason, r.http_status]), [
      ["ok", "stop", 200],
      ["ok", "stop", 200],
      ["ok", "tool_calls", 200],
      ["failed", null, 429],
    ]);
    assert.deepEqual(texts.map((t) => [t.content, t.reasoning, t.tool_call]), [
      [answer, "", ""],
      ["Yes.", "Let me see.", ""],
      ["", "", '{"at":"moon"}'],
      ["", "", ""],
    ]);
    assert.ok(rows[0].output_tokens_reported! > 0, "it was asked for usage");
    assert.ok(rows[1].reasoning_s! <= rows[1].ttft_content_s!);
    assert.deepEqual([rows[3].error_class, rows[3].error_message], ["rate_limited", "no more"]);
    assert.ok(rows.slice(0, 3).every((r) => r.served_model === "gpt-4o"));
  },
});
