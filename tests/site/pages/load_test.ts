/** What page `/load/` says of a store, before any browser. */
import assert from "node:assert/strict";
import { tableCsv } from "../../../benchmarks/queries/tables/tables.ts";
import { loadSteps } from "../../../benchmarks/queries/tables/load.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import { pageText } from "../../support/pages/page_text.ts";
import { servedPerS, sweptRun, writeSweptRun } from "../../support/stores/swept_run.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

const textOf = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

Deno.test("/load/ of a store without runs says how to make one with steps", () =>
  inFolder(async (folder) => {
    const html = await pageText("load", folder, "load/index");
    assert.match(html, /^[^]*deno task bench saturation --sweep 4,8,16/);
    assert.doesNotMatch(html, /<table/);
  }));

Deno.test("/load/ of a run without steps shows its one point, and how to make a sweep", () =>
  inFolder(async (folder) => {
    const config = { load: "closed", concurrency: 5 };
    await writeRun(folder, { run_id: "closed", config }, answers(60, 0.2));
    const text = textOf(await pageText("load", folder, "load/index"));
    assert.match(text, /One load says nothing of more or less\. Acme was measured at 5 in flight/);
    assert.match(text, /deno task bench saturation --sweep/);
    assert.match(text, /5 in flight 60 0 /);
  }));

Deno.test("/load/ says of a sweep what each system bears, and its table is the SQL's", () =>
  inFolder(async (folder) => {
    await writeSweptRun(folder);
    const html = await pageText("load", folder, "load/index");
    const text = textOf(html);
    // 1 s is 4 times 0.25 s, whatever the interval: the values of a step are equal.
    assert.match(text, /Acme is slow at 2 requests\/s: 4\.00 times .* the median at 1 requests\/s/);
    const db = await openStore(folder);
    const { rows } = await db.query(loadSteps.sql);
    const csv = await tableCsv(db, loadSteps);
    db.close();
    assert.equal(rows.length, 6);
    assert.equal(csv.split("\r\n").length, 7);
    rows.forEach((row, i) => {
      assert.ok(Math.abs(Number(row.served_per_s) - servedPerS[i % 3]) < 1e-9, `${i}`);
      assert.ok(text.includes(` ${Number(row.served_per_s).toFixed(2)} `), `${row.served_per_s}`);
    });
    assert.deepEqual(rows.slice(0, 3).map((r) => r.no_free_slot), [0, 0, 30]);
    // First tokens at 0.125, 0.5 and 1 s, the others within 53 ms each; the first two steps keep 0.5 s and 50 ms.
    assert.deepEqual(rows.slice(0, 3).map((r) => r.good), [60, 60, 0]);
    assert.match(text, /4 requests\/s 60 0 30 1\.82 /);
    assert.match(text, /Acme up to 2 requests\/s: 100% .* at 4 requests\/s 0% /);
    assert.ok(html.includes(`runs/${sweptRun}.html`), "each system leads to its run");
    assert.doesNotMatch(html, /<i>co<\/i>/);
  }));

Deno.test("/load/ says of many systems a few words each, and of one that never answered that it has no median", () =>
  inFolder(async (folder) => {
    const config = { load: { shape: "sweep", rate: [1, 9] } };
    const rows = ["a", "b", "never"].flatMap((provider, p) =>
      [1, 9].flatMap((rate_planned, block) =>
        answers(60, 0.1 * (1 + p) ** block, { provider, block, rate_planned })
          .map((row, i) => ({ ...row, request_index: 60 * block + i }))
          .map((row) =>
            provider === "never"
              ? { ...row, status: "failed", error_class: "timeout", output_tokens: null }
              : row
          )
      )
    );
    await writeRun(folder, { run_id: "many", config }, rows as Partial<Row>[]);
    const text = textOf(await pageText("load", folder, "load/index"));
    // b takes twice as long, by an interval on both sides of it.
    assert.match(
      text,
      /A at least 9 requests\/s; B 1 requests\/s, not sure beyond; Never no answer to compare with\./,
    );
    // No arrivals are known, so that nothing keeps 50 ms a token.
    assert.match(text, /A less than 1 requests\/s; B less than 1 requests\/s; Never less than/);
  }));
