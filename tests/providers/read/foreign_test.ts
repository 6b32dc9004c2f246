/** The answer of each protocol, read as another: failed, and told apart from an answer that is empty. */
import assert from "node:assert/strict";
import { protocolOf, provider, providers } from "../../../benchmarks/providers/index.ts";
import { makeSchedule, profileNamed } from "../../../benchmarks/simulator/profile.ts";
import { protocols } from "../../../benchmarks/simulator/protocols/index.ts";
import { event } from "../../support/event_frames.ts";
import { concat, exchangeOf, read } from "../exchanges.ts";

const schedule = makeSchedule(profileNamed("groq-70b")!, 12, "a seed");
const ask = { model: "m", stream: true, usage: true, tokens: 12, prompt: "hello", counted: null };
/** Protocols that read each other's answers on purpose. */
const kin = [["openai", "openai-completions"], ["vertex", "gemini", "anthropic", "openai"]];
const related = (a: string, b: string) =>
  kin.some((names) => names.includes(a) && names.includes(b)) ||
  [a, b].sort().join() === "openai-completions,vertex";

protocols.forEach((protocol, i) => {
  Deno.test(`${protocol.name}, ${i}: read as any other protocol it is of class protocol`, () => {
    const bytes = concat(protocol.stream(schedule, ask, "an-id").map((s) => s.bytes));
    for (const name of new Set(providers.map(protocolOf))) {
      const other = provider(name);
      if (related(name, protocol.name) || name === protocol.name || other.streamStep) continue;
      const { row } = read(other, [exchangeOf(bytes)]);
      const said = `${name}: ${row.error_message}`;
      assert.deepEqual([row.status, row.error_class], ["failed", "protocol"], said);
      assert.match(row.error_message!, /\w/, said);
    }
  });
});

const encoder = new TextEncoder();
const lines = (...events: object[]) => events.map((e) => `data: ${JSON.stringify(e)}\n\n`).join("");

Deno.test("events that a protocol does not have are counted and named, in frames and lines too", () => {
  const cases: [string, string | Uint8Array, RegExp][] = [
    ["openai", lines({ type: "a" }, { type: "b" }, { type: "a" }), /protocol: 2 a, 1 b\.$/],
    [
      "anthropic",
      lines({ object: "chat.completion.chunk", choices: [] }),
      /1 chat\.completion\.chunk/,
    ],
    ["ollama", `{"response":"x"}\n{"response":"y"}\n`, /2 \{response\}/],
    ["bedrock-converse", event("poem", { line: "x" }), /1 poem/],
    ["bedrock-invoke", event("poem", { line: "x" }), /1 poem/],
    ["sagemaker", event("poem", { line: "x" }), /1 poem/],
    ["replicate", "event: poem\ndata: x\n\n", /1 poem/],
    [
      "openai",
      lines(...Array.from({ length: 30 }, (_, i) => ({ type: `t${i}` }))),
      /22 other kinds/,
    ],
  ];
  for (const [name, body, words] of cases) {
    const bytes = typeof body === "string" ? encoder.encode(body) : body;
    const found = provider(name);
    const decoder = found.decoder(found.streamStep ?? 0, { status: 200, headers: [] });
    const told = [...decoder.push(bytes), ...decoder.end()];
    const said = `No event of this protocol: ${
      told.flatMap((d) => d.kind === "unread" ? [`${d.count} ${d.event}`] : []).join(", ")
    }.`;
    assert.match(said, words, name);
  }
});

Deno.test("where text came, events that nobody knows are not told", () => {
  const body = lines(
    { type: "ping" },
    { choices: [{ delta: { content: "hi" }, finish_reason: "stop" }] },
  );
  const { row } = read(provider("openai"), [exchangeOf(encoder.encode(body))]);
  assert.deepEqual([row.status, row.error_message], ["ok", null]);
});
