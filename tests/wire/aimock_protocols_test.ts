import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { provider } from "../../benchmarks/providers/index.ts";
import { emptyRow } from "../../benchmarks/record/record.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { runAttempt } from "../../benchmarks/wire/attempt.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { defaultLimits } from "../../benchmarks/wire/limits.ts";
import { openSlot } from "../../benchmarks/wire/transport.ts";

/** What the independent server is asked, by protocol: a path after its address, a model, how it refuses. */
const protocols: {
  api: string;
  path: string;
  model: string;
  refusal: RegExp;
  /** What it sends of "Let me see." and "Yes.", where not the first as reasoning and the second as content. */
  think?: [string, string];
  /** How a tool call ends, where not with `tool_calls`. */
  callEnds?: string;
}[] = [
  { api: "anthropic", path: "", model: "claude-sonnet-4", refusal: /^no more$/ },
  { api: "gemini", path: "", model: "gemini-2.5-flash", refusal: /^no more$/ },
  {
    api: "vertex",
    path: "/v1/projects/p/locations/l",
    model: "gemini-2.5-flash",
    refusal: /^no more$/,
  },
  {
    api: "bedrock-converse",
    path: "",
    model: "anthropic.claude-3-5-sonnet-20240620-v1:0",
    refusal: /^no more$/,
  },
  {
    api: "bedrock-invoke",
    path: "",
    model: "anthropic.claude-3-5-sonnet-20240620-v1:0",
    refusal: /^no more$/,
  },
  // Ollama itself ends a tool call with "stop", too; but it calls reasoning `thinking`.
  {
    api: "ollama",
    path: "",
    model: "llama3.2",
    refusal: /^no more$/,
    think: ["", "Yes."],
    callEnds: "stop",
  },
  // Of Cohere's two kinds of parts it knows text alone.
  {
    api: "cohere",
    path: "",
    model: "command-a-03-2025",
    refusal: /^no more$/,
    think: ["", "Let me see.Yes."],
  },
];

const answer = "Shall I compare thee to a summer's day? Thou art more lovely.";

for (const { api, path, model, refusal, think: thinks, callEnds } of protocols) {
  Deno.test({
    name: `${api}: an independent server of the protocol is read`,
    sanitizeResources: false,
    sanitizeOps: false,
    async fn() {
      const mock = new LLMock({ port: 0, host: "127.0.0.1" });
      mock.onMessage("plain", { content: answer });
      mock.onMessage("think", { content: "Yes.", reasoning: "Let me see." });
      mock.onMessage("call", { toolCalls: [{ name: "look", arguments: '{"at":"moon"}' }] });
      mock.onMessage("refuse", { error: { message: "no more", type: "overloaded" }, status: 429 });
      await mock.start();
      const slot = openSlot(mock.url, startClock(), { ...defaultLimits, requestMs: 10_000 });
      const ask = async (content: string) => {
        const attempt = await runAttempt(slot, provider(api), {
          baseUrl: mock.url + path,
          model,
          messages: [{ role: "user", content }],
          maxOutputTokens: 50,
          params: {},
        }, { credentials: keyCredentials("mock-key") });
        return toRecord(attempt.recording, attempt.deltas, {
          identity: emptyRow({
            run_id: "r",
            config_name: "c",
            provider: "p",
            model,
            simulated: true,
            phase: "measured",
            request_index: 0,
            attempt: 1,
            status: "ok",
          }),
          startedAt: "2026-01-01T00:00:00Z",
          scheduledAt: null,
          utcOffsetMinutes: 0,
          keys: [],
          prompt: content,
          failure: attempt.failure,
        });
      };
      try {
        const [plain, think, call, refuse] = [
          await ask("plain"),
          await ask("think"),
          await ask("call"),
          await ask("refuse"),
        ];
        for (const { row } of [plain, think, call]) {
          assert.deepEqual([row.status, row.streamed], ["ok", true], row.error_message ?? "");
        }
        assert.deepEqual([plain.text.content, plain.row.finish_reason], [answer, "stop"]);
        assert.equal(plain.row.output_tokens_reported, null, "it counts nothing and says zeros");
        assert.deepEqual(
          [think.text.reasoning, think.text.content],
          thinks ?? ["Let me see.", "Yes."],
        );
        assert.deepEqual([call.text.tool_call, call.row.finish_reason], [
          '{"at":"moon"}',
          callEnds ?? "tool_calls",
        ]);
        assert.deepEqual([refuse.row.status, refuse.row.error_class], ["failed", "rate_limited"]);
        assert.match(refuse.row.error_message!, refusal);
      } finally {
        slot.close();
        await mock.stop();
      }
    },
  });
}
