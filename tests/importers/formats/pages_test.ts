/** What the pages say of imported runs: what their times lack, what was chosen, and the figures of their tools. */
import assert from "node:assert/strict";
import { allRunsTable } from "../../../benchmarks/queries/tables/runs.ts";
import { ask } from "../../../benchmarks/queries/tables/table.ts";
import { runIndex } from "../../../benchmarks/queries/run_index.ts";
import { runPages } from "../../../benchmarks/queries/runs/run_pages.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { runHtml } from "../../../src/run_pages/run_page.ts";
import { runsHtml } from "../../../src/run_pages/run_list.ts";
import { inFolder } from "../llmperf_files.ts";
import { importInto, peers } from "./peers.ts";

Deno.test("the pages of runs show those without rows, what the tool printed, and what times and rows lack", () =>
  inFolder(async (folder) => {
    await importInto(folder, [`${peers}sglang`, `${peers}measured/vllm`]);
    const db = await openStore(`${folder}/runs`);
    const { rows: listed } = await ask(db, allRunsTable);
    const pages = await runPages(db);
    const index = await runIndex(db);
    db.close();
    assert.deepEqual([listed.length, pages.length], [9, 9]);
    assert.deepEqual(index.map((run) => run.rows), [12]); // only a run with rows can be chosen on a page
    const of = (harness: string) => pages.find(({ run }) => run.imported_from === harness)!;

    const alone = await runHtml(of("sglang"));
    assert.match(alone, /Valid, but without rows: on no leaderboard\./);
    assert.match(alone, /<h2>What SGLang printed<\/h2>/);
    assert.match(alone, /What its times lack:<\/b> no request and no run has a time of day\./);
    assert.doesNotMatch(alone, /Every request of this run|Nothing is left out/);
    const text = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    // As the first line of the file has it: median_ttft_ms 83.16566958092153.
    const fourth = pages.find(({ run }) => run.workload?.startsWith("about 225 tokens in"))!;
    assert.match(text(await runHtml(fourth)), /ttft ms 2,400 null 83\.2/);

    const whole = text(await runHtml(of("vllm")));
    assert.match(whole, /imported from vLLM/);
    assert.match(whole, /20261128-183030, local time of a zone unknown/);
    assert.match(whole, /ttft first event of the stream with choices ms 12 204 204/);

    const list = text(runsHtml(listed, 12));
    assert.match(list, /On no board: statistics alone: it was run without --output-details/);
    assert.match(list, /Times: no request has a time of day; its file says 20261128-183030/);
  }));
