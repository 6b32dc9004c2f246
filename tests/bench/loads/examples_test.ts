/** The lines of the README and of docs/load.md, as they stand but for their length. */
import assert from "node:assert/strict";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inTries } from "../../support/tries.ts";
import { inFolder, run } from "../../support/bench.ts";

const linesOf = (file: string) =>
  Array.from(
    Deno.readTextFileSync(file).matchAll(/^deno task (bench saturation [^#\n]*)/gm),
    ([, words]) => words.trim(),
  );
const lines = [...new Set([...linesOf("README.md"), ...linesOf("docs/load.md")])];

/** Three requests 0.1 s apart, as Mooncake writes them. */
const trace = [0, 100, 200].map((timestamp) =>
  JSON.stringify({ timestamp, input_length: 40, output_length: 5, hash_ids: [timestamp] })
);

/** What each line's rows must be; a search takes longer, and its plan alone is looked at. */
async function rowsHold(words: string[], err: string, folder: string): Promise<void> {
  const db = await openStore(`${folder}/runs`);
  const { rows } = await db.query(
    `SELECT rate_planned AS rate, count(*)::INTEGER AS n, count(DISTINCT session)::INTEGER AS sessions,
      list(DISTINCT turn ORDER BY turn) AS turns, max(input_tokens_target) AS longest
    FROM requests WHERE phase = 'measured' GROUP BY ALL ORDER BY rate`,
  ) as unknown as {
    rows: { rate: number; n: number; sessions: number; turns: number[]; longest: number }[];
  };
  db.close();
  if (words.includes("--trace")) {
    assert.deepEqual(rows.map(({ n, longest }) => [n, longest]), [[3, 40]]);
    return;
  }
  const sweep = words.indexOf("--sweep");
  const rate = Number(words[words.indexOf("--rate") + 1]);
  assert.deepEqual(rows.map(({ rate }) => rate), sweep < 0 ? [rate] : [4, 8, 16]);
  for (const { rate, n, sessions, turns } of rows) {
    // Poisson counts of mean `rate`: five standard deviations.
    assert.ok(Math.abs(sessions - rate) < 5 * Math.sqrt(rate), `${sessions} at ${rate}/s`);
    const each = words.includes("--turns") ? [0, 1, 2, 3, 4] : [0];
    assert.deepEqual(turns, each);
    assert.equal(n, each.length * sessions);
  }
  if (sweep > 0) assert.match(err, /Of all steps together[^]*requests\/s +requests +dropped/);
}

Deno.test("every example runs, and its rows are the arrivals of its load", async (t) => {
  assert.equal(lines.length, 5);
  for (const line of lines) {
    await t.step(line, () =>
      inTries(() =>
        inFolder(async (folder) => {
          await Deno.writeTextFile(`${folder}/trace.jsonl`, trace.join("\n"));
          const words = line.replace("trace.jsonl", `${folder}/trace.jsonl`).split(/\s+/);
          const own = words.includes("--trace") ? [] : ["--duration", "1"];
          const searches = words.includes("--find");
          const { code, out, err } = await run([
            ...words,
            ...searches ? ["--dry-run"] : [...own, "--no-site", "--results-dir", `${folder}/runs`],
          ]);
          assert.equal(code, 0, err);
          if (searches) assert.match(out, /search from 2 to 64/);
          else await rowsHold(words, err, folder);
        })
      ));
  }
});
