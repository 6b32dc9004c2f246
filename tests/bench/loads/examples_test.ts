/** The lines of docs/load.md, as they stand but for their length. */
import assert from "node:assert/strict";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder, run } from "../../support/bench.ts";

const lines = Array.from(
  Deno.readTextFileSync("docs/load.md").matchAll(/^deno task (bench saturation [^#\n]*)/gm),
  ([, words]) => words.trim().split(/\s+/),
);

Deno.test("every example of docs/load.md runs, and its rows are the arrivals of its load", async (t) => {
  assert.equal(lines.length, 3);
  for (const words of lines) {
    // A search takes longer: its plan alone is looked at.
    const searches = words.includes("--find");
    await t.step(words.join(" "), () =>
      inFolder(async (folder) => {
        const more = searches ? ["--dry-run"] : ["--results-dir", folder, "--duration", "1"];
        const { code, out, err } = await run([...words, ...more]);
        assert.equal(code, 0, err);
        if (searches) return assert.match(out, /search from 2 to 64/);
        const db = await openStore(folder);
        const { rows } = await db.query(
          `SELECT rate_planned AS rate, count(*)::INTEGER AS n FROM requests
          WHERE phase = 'measured' GROUP BY ALL ORDER BY rate`,
        ) as unknown as { rows: { rate: number; n: number }[] };
        db.close();
        const sweep = words.indexOf("--sweep");
        assert.deepEqual(rows.map(({ rate }) => rate), sweep < 0 ? [5] : [4, 8, 16]);
        // Poisson counts of mean `rate`: five standard deviations.
        for (const { rate, n } of rows) assert.ok(Math.abs(n - rate) < 5 * Math.sqrt(rate), `${n}`);
        if (sweep > 0) assert.match(err, /requests\/s +requests +dropped/);
      }));
  }
});
