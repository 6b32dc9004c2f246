import assert from "node:assert/strict";
import { type ChatCompletionRequest, LLMock } from "@copilotkit/aimock";
import { openStore } from "../../../benchmarks/store/views.ts";
import { filesOf, inFolder, run } from "../../support/bench.ts";

const thinkS = 0.15;
const words = ["one", "two", "three", "four", "five"];
const said = [
  { role: "system", content: "Be brief." },
  ...words.flatMap((word) => [
    { role: "user", content: `Ask ${word}` },
    { role: "assistant", content: `Recorded ${word}` },
  ]),
];
const user = (word: string) => ({ role: "user", content: `Ask ${word}` });
const assistant = (content: string) => ({ role: "assistant", content });

/** Runs a conversation of five turns against a server this project did not write. */
async function converse(
  sessions: "live" | "recorded",
  cut: string | null,
  work: (
    rows: Record<string, unknown>[],
    arrived: ChatCompletionRequest["messages"][],
    folder: string,
  ) => void,
) {
  await inFolder(async (folder) => {
    const mock = new LLMock({ port: 0, host: "127.0.0.1" });
    for (const word of words) {
      mock.addFixture({
        match: { userMessage: `Ask ${word}` },
        response: { content: `Live ${word}` },
        ...(word === cut ? { latency: 10, chunkSize: 2, truncateAfterChunks: 3 } : {}),
      });
    }
    await mock.start();
    try {
      await Deno.writeTextFile(`${folder}/talk.jsonl`, JSON.stringify({ messages: said }));
      const { code, err } = await run([
        "bench",
        ...["--model=m", `--base-url=${mock.url}/v1`, "--max-num-completed-requests=2"],
        ...[`--dataset=${folder}/talk.jsonl`, `--sessions=${sessions}`, "--no-nonce"],
        `--think-time=${thinkS}`,
        ...["--mean-output-tokens=9", "--num-concurrent-requests=1", "--results-dir", folder],
      ], { OPENAI_API_KEY: "mock" });
      assert.equal(code, 0, err);
      const db = await openStore(folder);
      const { rows } = await db.query(
        "SELECT *, epoch(started_at) AS at FROM requests ORDER BY request_index",
      );
      db.close();
      work(rows, mock.getRequests().map((r) => (r.body as ChatCompletionRequest).messages), folder);
    } finally {
      await mock.stop();
    }
  });
}

for (const sessions of ["live", "recorded"] as const) {
  Deno.test(`bench sends a conversation turn by turn, with ${sessions} answers`, () =>
    converse(sessions, null, (rows, arrived, folder) => {
      const answer = (word: string) => `${sessions === "live" ? "Live" : "Recorded"} ${word}`;
      const turns = words.map((word, i) => [
        { role: "system", content: "Be brief." },
        ...words.slice(0, i).flatMap((w) => [user(w), assistant(answer(w))]),
        user(word),
      ]);
      assert.deepEqual(arrived, [...turns, ...turns]);
      assert.deepEqual(rows.map((r) => [r.request_index, r.session, r.turn, r.status]), [
        ...words.map((_, i) => [i, 0, i, "ok"]),
        ...words.map((_, i) => [5 + i, 1, i, "ok"]),
      ]);
      const times = rows.slice(0, 5).map((r) => [r.at as number, r.e2e_latency_s as number]);
      for (const [i, [started]] of times.entries()) {
        if (i === 0) continue;
        const pause = started - times[i - 1][0] - times[i - 1][1];
        assert.ok(pause >= thinkS - 0.001, `${pause} s before turn ${i}`);
      }
      const tokens = rows.slice(0, 5).map((r) => r.input_tokens as number);
      assert.deepEqual(tokens, tokens.toSorted((a, b) => a - b));
      assert.equal(new Set(rows.map((r) => r.prompt_hash)).size, 5, "both sessions ask the same");
      for (const file of filesOf(folder)) {
        const held = new TextDecoder("latin1").decode(Deno.readFileSync(file));
        assert.ok(!held.includes("Live three"), `an answer is in ${file}`);
      }
    }));
}

Deno.test("a session that is cut in its third turn stops, and its other turns are rows", () =>
  converse("live", "three", (rows, arrived) => {
    assert.equal(arrived.length, 6);
    assert.deepEqual(rows.slice(0, 5).map((r) => r.status), [
      "ok",
      "ok",
      "failed",
      "dropped",
      "dropped",
    ]);
    assert.deepEqual(rows.slice(3, 5).map((r) => [r.turn, r.started_at, r.error_message]), [
      [3, null, "Turn 2 of this session failed, so this turn was not sent."],
      [4, null, "Turn 2 of this session failed, so this turn was not sent."],
    ]);
  }));
