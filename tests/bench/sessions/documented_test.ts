/** The lines and the SQL of docs/sessions.md and docs/traces.md do what stands beside them. */
import assert from "node:assert/strict";
import { openStore } from "../../../benchmarks/store/views.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { metric } from "../../../benchmarks/metrics/metrics.ts";
import { inFolder, run } from "../../support/bench.ts";

const fence = "`".repeat(3);
const blocks = async (file: string, language: string): Promise<string[]> => {
  const text = await Deno.readTextFile(new URL(`../../../docs/${file}`, import.meta.url));
  const found = text.matchAll(new RegExp(`${fence}${language}\\n([^]*?)\\n${fence}`, "g"));
  return [...found].map(([, block]) => block);
};
const talk = [1, 2].flatMap((n) => [
  { role: "user", content: `Question ${n}` },
  { role: "assistant", content: `Answer ${n}` },
]);

Deno.test("the lines of the documentation plan what they say", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/talks.jsonl`, JSON.stringify({ messages: talk }) + "\n");
    const rows = [0, 30_000, 61_000].map((timestamp) => ({
      ...{ timestamp, input_length: 600, output_length: 3, hash_ids: [1, timestamp] },
    }));
    const trace = rows.map((row) => JSON.stringify(row) + "\n").join("");
    await Deno.writeTextFile(`${folder}/conversation_trace.jsonl`, trace);
    const lines = [...await blocks("sessions.md", "sh"), ...await blocks("traces.md", "sh")];
    const requests = [];
    for (const line of lines) {
      const words = line.replaceAll(/\\\n/g, " ").split(/\s+/);
      const args = words.slice(words.indexOf("bench"))
        .map((word) => /\.jsonl$/.test(word) ? `${folder}/${word}` : word);
      const { code, out, err } = await run([...args, "--dry-run", "--json"], {
        OPENAI_API_KEY: "k",
        TOKENBOARD_DATA: folder,
      });
      assert.equal(code, 0, err);
      requests.push(JSON.parse(out).requests_in_all);
    }
    // 20 conversations of two turns; 20 of five; two requests of the window.
    assert.deepEqual(requests, [40, 100, 2]);
  }));

Deno.test("TTFT, cached tokens and the time to the last answer are told by turn and by session", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    try {
      const { code, err } = await run([
        ...["bench", "--model=prefix-cache", `--base-url=${simulator.url}/steady/v1`],
        ...["--sessions=recorded", "--turns=3", "--system-tokens=64", "--mean-input-tokens=60"],
        ...["--stddev-input-tokens=0", "--mean-output-tokens=12", "--stddev-output-tokens=0"],
        ...["--max-num-completed-requests=2", "--num-concurrent-requests=1"],
        ...["--results-dir", folder],
      ], { OPENAI_API_KEY: "k" });
      assert.equal(code, 0, err);
      const db = await openStore(folder);
      const [byTurn, bySession] = await blocks("sessions.md", "sql");
      const turns = (await db.query(byTurn)).rows;
      assert.deepEqual(turns.map((r) => [r.turn, r.requests]), [[0, 2], [1, 2], [2, 2]]);
      const cached = turns.map((r) => r.cached_tokens as number);
      assert.ok(cached[0] < cached[1] && cached[1] < cached[2], `${cached}`);
      const sessions = (await db.query(bySession)).rows;
      assert.deepEqual(
        sessions.map((r) => [r.session, r.turns, r.outcome]),
        [[0, 3, "completed"], [1, 3, "completed"]],
      );
      const { rows } = await db.query(
        "SELECT *, epoch(started_at) AS at FROM requests ORDER BY request_index",
      );
      for (const { session, time_to_last_answer_s } of sessions) {
        const own = rows.filter((r) => r.session === session);
        const answering = own.reduce((sum, r) => sum + (r.e2e_latency_s as number), 0);
        assert.ok(time_to_last_answer_s as number >= answering - 1e-5);
        const [first, last] = [own[0], own.at(-1)!];
        const whole = (last.at as number) + (last.e2e_latency_s as number) - (first.at as number);
        assert.ok(Math.abs(time_to_last_answer_s as number - whole) < 1e-4, `${whole}`);
      }
      assert.deepEqual(
        rows.map((r) => r.cached_tokens_expected),
        rows.map((r) => r.cached_tokens_reported),
      );
      const later = rows.filter((r) => r.turn as number > 0);
      const sum = (name: string) => later.reduce((all, r) => all + (r[name] as number), 0);
      const { rows: [{ rate }] } = await db.query(
        `SELECT ${metric("cache_hit_rate_later_turns").sql} AS rate FROM requests`,
      );
      db.close();
      assert.ok(
        Math.abs(rate as number - sum("cached_tokens_reported") / sum("input_tokens_reported")) <
          1e-12,
      );
    } finally {
      await simulator.stop();
    }
  }));
