/** What the pages of runs are made of, over stores on disk. */
import assert from "node:assert/strict";
import { runPages } from "../../benchmarks/queries/runs/run_pages.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { runHtml } from "../../src/run_pages/run_page.ts";
import { saysSql } from "../../src/run_pages/run_says.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const at = (day: number) => ({
  started_at: `2026-01-0${day}T00:00:00Z`,
  ended_at: `2026-01-0${day}T01:00:00Z`,
});
const own = { workload_hash: "w", config_name: "daily" };

const spread = (median: number, p95: number) => ({ n: 36, median, p95, p99: p95, max: p95 });
const errors = (median: number) => ({
  ttft_error_ms: spread(median, 6.28),
  gap_error_ms: spread(0.04, 0.649),
  schedule_error_ms: spread(2, 5),
  simulator_late_ms: spread(0, 1),
});
const load = { concurrency: 12, requests: 36, rounds: 2, over: null };
const calibration = { ...load, ...errors(1.166), during: errors(1.34) };

/** Runs of one configuration, of which one asked somebody else, and one of another workload between them. */
async function writeSeries(folder: string): Promise<void> {
  const publisher = {
    publisher: { note: "a quiet\nday", tags: ["q1"], run_by: "A. Lovelace", interest: "none" },
  };
  const told = { served_model: "m-1", system_fingerprint: "fp_a" };
  const versions = (deno: string) => ({ versions: { deno }, host: { cores: 2 } });
  await writeRun(folder, {
    run_id: "first",
    ...own,
    ...at(1),
    ...versions("2.1"),
    ...publisher,
    calibration,
  }, [
    ...answers(60, 0.2, told),
    ...answers(3, 0.2, { ...told, phase: "warmup" }),
    ...answers(2, 0.2, { ...told, status: "incomplete" }),
  ]);
  await writeRun(folder, { run_id: "other", ...own, ...at(2) }, answers(60, 0.2, { model: "x" }));
  await writeRun(
    folder,
    { run_id: "between", ...own, workload_hash: "v", ...at(2) },
    answers(60, 0.2),
  );
  await writeRun(
    folder,
    {
      ...{ run_id: "second", ...own, ...at(3), ...versions("2.2"), invalid: "the clock jumped" },
      calibration: { ...calibration, requests: "<b>36</b>" },
    },
    answers(60, 0.3, { ...told, system_fingerprint: "fp_b" }),
  );
  await writeRun(
    folder,
    { run_id: "a/b", ...own, ...at(4) },
    answers(10, 0.2, { served_model: "m-2" }),
  );
}

Deno.test("runPages() knows each run's results, neighbours and what of it is left out", () =>
  inFolder(async (folder) => {
    await writeSeries(folder);
    const db = await openStore(folder);
    const pages = new Map((await runPages(db)).map((page) => [page.run.run_id, page]));
    assert.deepEqual([...pages.keys()], ["second", "between", "other", "first"]);
    const [first, second] = ["first", "second"].map((id) => pages.get(id)!);

    assert.deepEqual(first.neighbours.previous, null);
    assert.equal(first.neighbours.next?.run_id, "second", "of the same targets alone");
    const changes = [
      { what: "fingerprint", target: "acme m", before: "fp_a", after: "fp_b" },
      { what: "version of deno", target: null, before: "2.1", after: "2.2" },
    ];
    assert.deepEqual(first.neighbours.next?.changes, changes);
    assert.deepEqual(second.neighbours.previous?.changes, changes);
    assert.equal(
      second.neighbours.next?.run_id,
      "a/b",
      "it has no page, and is a run all the same",
    );
    assert.equal(pages.get("other")!.neighbours.previous, null);

    const { rows: [said] } = await db.query(saysSql("first"));
    const [{ attempts, succeeded, medians }] = first.results;
    assert.deepEqual([attempts, succeeded, said.attempts, said.succeeded], [60, 60, 60, 60]);
    assert.equal(medians.ttft_s.median, said.median_ttft_s);
    assert.equal(medians.e2e_tokens_per_s.median, said.median_e2e_tokens_per_s);
    const [low, high] = medians.ttft_s.interval!;
    assert.ok(low >= 0.198 && high <= 0.202 && low < high, "within the 1% that the answers vary");
    assert.deepEqual([first.run.warmup, first.run.incomplete], [3, 2]);

    const [alone] = await runPages(db, "second");
    assert.deepEqual(alone, second, "one page is as it is among all");
    db.close();

    const [html, wrong] = await Promise.all([first, second].map(runHtml));
    assert.match(html, /<b>Valid\.<\/b> 60 measured requests to 1 target: all succeeded/);
    assert.match(html, /3 requests of the warm-up; 2 requests that the end of the run cut/);
    assert.match(
      html,
      /Note:<\/b> a quiet&#10;day <a [^>]*href="\.\.\/runs\.html\?tag=q1"[^>]*>q1<\/a>/,
    );
    assert.match(html, /Run by<\/b> A\. Lovelace\. Interest in the providers: none\./);
    assert.match(html, /deno task bench data\/runs\/first\/run\.json/);
    assert.match(html, /href="\.\.\/downloads\/runs\/first\.csv"/);
    assert.match(
      html,
      /36 requests went to the simulator on the same machine, 12 at a time, 2 times over\. Beside its log time to/,
    );
    assert.match(html, /time to first token was 1\.2 ms off in the median and 6\.3 at P95, time b/);
    assert.match(html, /one request at a time went there too: time to first token was 1\.3 ms off/);
    assert.match(html, /Beyond 10 ms in the median, or 50 at P95, a run does not count/);
    assert.match(wrong, /Calibration<.*requests&#34;:&#34;&#60;b/s, "none of ours");
    assert.match(wrong, /<b>Not valid: the clock jumped\.<\/b>/);
    assert.match(wrong, /href="\.\.\/runs\/first\.html"/);
    assert.match(wrong, /after: 4 Jan 2026, 00:00 UTC/);
    assert.doesNotMatch(wrong, /runs\/a(%2F|\/)b/);
    assert.ok(html.length < 8000, `${html.length} characters: a thousand runs have a page each`);
    for (const text of [html, wrong]) assert.doesNotMatch(text, /\n\s*\n|undefined|NaN/);
  }));

Deno.test("a run of others says whose it is, and no command repeats it", () =>
  inFolder(async (folder) => {
    await writeRun(folder, {
      run_id: "theirs",
      ...own,
      ...at(1),
      imported_from: "elsewhere",
      source: "https://example.org/x",
      licence: "MIT",
      caveat: "Best of three.",
      selection: "the best of three",
    }, answers(60, 0.2, { imported_from: "elsewhere" }));
    const db = await openStore(folder);
    const [page] = await runPages(db);
    db.close();
    const html = await runHtml(page);
    assert.match(html, /imported from elsewhere/);
    assert.match(html, /Imported from others:<\/b> https:\/\/example\.org\/x; licence MIT\./);
    assert.match(html, /Before you quote it:<\/b> Best of three\./);
    assert.match(html, /Its source chose what to keep:<\/b> the best of three\./);
    assert.match(html, /no command here repeats it/);
    assert.doesNotMatch(html, /deno task bench/);
  }));
