/** Page `/` beside the newest edition: it says the same, or which of its rows do not. */
import assert from "node:assert/strict";
import { publishCommand } from "../../../benchmarks/commands/publishing/publish.ts";
import { leaderboardInfos } from "../../../benchmarks/metrics/metrics.ts";
import { leaderboardData } from "../../../benchmarks/queries/leaderboard.ts";
import { readEditions } from "../../../benchmarks/queries/published/editions.ts";
import { editionVariable } from "../../../benchmarks/store/board/edition_shown.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { newestHtml } from "../../../src/choice/newest.ts";
import { sinceHtml } from "../../../src/choice/since.ts";
import { leaderboardHtml } from "../../../src/leaderboard/leaderboard_views.ts";
import type { RequestRow } from "../../../src/rows/board.ts";
import { inFolder, run, start } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

const of = (provider: string, ttft: number) => answers(120, ttft, { provider });
const at = (started_at: string) => ({ started_at, ended_at: null });

/** What page `/` of the store in `folder` says: its line about the edition, and the row of each provider as text. */
async function page(folder: string) {
  const db = await openStore(folder);
  const { drawn, baked, judged, since, chosen } = await leaderboardData(db, folder);
  db.close();
  const rows = drawn as unknown as RequestRow[];
  const html = await leaderboardHtml(rows, leaderboardInfos, baked, judged, []);
  const start = html.indexOf('<table class="lb"');
  const first = html.slice(start, html.indexOf("</table>", start));
  const rowOf = (provider: string) =>
    first.split("<tr").find((row) => row.includes(`data-provider="${provider}"`)) ?? "";
  const textOf = (html: string) => html.replace(/<[^>]+>/g, "");
  return { line: textOf(sinceHtml(since)), shown: textOf(newestHtml(chosen)), rowOf };
}

/** Publishes the store in `folder` in this process; `before` stands for what a build measures first. */
async function publish(folder: string, before: () => Promise<void>): Promise<string[]> {
  const said: string[] = [];
  const [data, log] = [Deno.env.get("TOKENBOARD_DATA"), console.log];
  Deno.env.set("TOKENBOARD_DATA", folder);
  console.log = (...words) => said.push(words.join(" "));
  try {
    const build = async () => {
      said.push((await page(folder)).line);
      return 0;
    };
    assert.equal(await publishCommand({ site: true }, { before, build }), 0);
  } finally {
    console.log = log;
    if (data === undefined) Deno.env.delete("TOKENBOARD_DATA");
    else Deno.env.set("TOKENBOARD_DATA", data);
  }
  return said;
}

Deno.test("a fresh publish has the first run in its edition, so that page / says what the edition says", () =>
  inFolder(async (folder) => {
    const said = await publish(folder, async () => {
      await writeRun(folder, { run_id: "first", ...at("2026-01-02T00:00:00Z") }, of("quick", 0.2));
    });
    assert.match(said[0], /^Edition 1: 1 board, 1 system, /);
    assert.match(
      said.at(-1)!,
      /^Edition 1 of \d+ \w+ \d{4}: the newest valid runs say what it says\.$/,
    );
  }));

Deno.test("page / shows a run that no edition has, and marks it", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "one", ...at("2026-01-02T00:00:00Z") }, [
      ...of("slow", 0.4),
      ...of("fast", 0.2),
      ...of("middle", 0.3),
    ]);
    assert.equal((await page(folder)).line, "", "nothing was published");
    await publish(folder, () => Promise.resolve());
    await writeRun(folder, { run_id: "two", ...at("2026-01-05T00:00:00Z") }, [
      ...of("fast", 0.9),
      ...of("third", 0.1),
    ]);
    const { line, rowOf } = await page(folder);
    assert.match(
      line,
      /^Edition 1 of .* was published last\. Since then: 1 new system, 1 system on newer runs, /,
    );
    assert.match(line, /New: third m \(.*On newer runs: fast m \(/);
    assert.match(rowOf("third"), />not in edition 1</);
    assert.match(rowOf("fast"), />newer than edition 1</);
    // From 3 of 3 to 3 of 4 ranks, as the two others changed places around it.
    assert.doesNotMatch(rowOf("slow"), /edition 1/);
    // 2 of 3 before and 2 of 4 now.
    assert.doesNotMatch(rowOf("middle"), /edition 1/);

    // A build that is asked for the edition shows it, whatever the store has by now.
    const { editions: [{ folder: first }] } = await readEditions(folder);
    Deno.env.set(editionVariable, `${folder}/editions/${first}`);
    try {
      const held = await page(folder);
      assert.match(
        held.line,
        /^Edition 1 of .*: this page is held to its runs\. 1 valid run that is newer or .* is not shown\.$/,
      );
      assert.match(held.shown, /Only what edition 1 shows, no newer run\.$/);
      assert.equal(held.rowOf("third"), "");
      assert.match(held.rowOf("fast"), /data-run="one"/);
    } finally {
      Deno.env.delete(editionVariable);
    }
  }));

Deno.test("a place that holds no editions, and another that publishes, are said in one sentence", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "one" }, of("fast", 0.2));
    const env = { TOKENBOARD_DATA: folder };
    await Deno.writeTextFile(`${folder}/editions`, "mine");
    const refused = await run(["publish", "--no-site"], env);
    assert.equal(refused.code, 2, refused.err);
    assert.match(refused.err, /editions cannot hold editions:\n {2}it is a file; move it away/);
    assert.match((await readEditions(folder)).faults.join(), /it is a file; move it away/);
    assert.equal(await Deno.readTextFile(`${folder}/editions`), "mine");
    await Deno.remove(`${folder}/editions`);

    // What a killed one left is gone after the next; what somebody put there stays.
    const half = `${folder}/editions/001-2026-01-03.0123456789ab.tmp`;
    await Deno.mkdir(`${half}/rows`, { recursive: true });
    await Deno.mkdir(`${folder}/editions/mine.tmp`);
    const both = await Promise.all(
      [1, 2].map(() => start(["publish", "--no-site"], env).output()),
    );
    const codes = both.map(({ code }) => code).sort();
    const names = (await Array.fromAsync(Deno.readDir(`${folder}/editions`), (e) => e.name)).sort();
    // Both may come to their turn; then each has a number of its own.
    const kept = names.filter((name) => /^00\d-/.test(name));
    assert.deepEqual(kept.map((name) => name.slice(0, 3)), ["001", "002"].slice(0, kept.length));
    assert.equal(codes.filter((code) => code === 0).length, kept.length);
    if (codes[1] === 2) {
      const err = new TextDecoder().decode(both.find(({ code }) => code === 2)!.stderr);
      assert.match(err, /another process freezes an edition there/);
    }
    assert.deepEqual(names, [...kept, "mine.tmp"]);
  }));
