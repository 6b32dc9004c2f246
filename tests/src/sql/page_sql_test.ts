/** SQL that a page prints runs as it is printed. */
import assert from "node:assert/strict";
import { boardRowsSql, shownBoards, wholeRowsSql } from "../../../benchmarks/queries/boards.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import type { RequestRow } from "../../../src/rows/board.ts";
import { viewSql } from "../../../src/leaderboard/board_take.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { rowHtml } from "../../../src/components/drawer.ts";
import { inFolder, run } from "../../support/bench.ts";
import { ttft } from "../support.ts";
import { pageText } from "../../support/pages/page_text.ts";

const db = await openStore("data");
addEventListener("unload", () => db.close());
const decoded = (html: string) =>
  html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(
      "&amp;",
      "&",
    );

Deno.test("every statement on a page runs", async (t) => {
  const ran: string[] = [];
  for (const { name } of [...Deno.readDirSync("src")].filter((e) => e.name.endsWith(".md"))) {
    const page = name.slice(0, -".md".length);
    const source = await Deno.readTextFile(`src/${name}`);
    if (!/task sql "/.test(source) && page !== "method") continue;
    await t.step(name, async () => {
      const text = source.includes("data-from") ? await pageText(page) : source;
      const printed = [
        ...text.matchAll(/<code class="sql">(.*?)<\/code>/gs),
        ...text.matchAll(/deno task sql "(.*?)"/gs),
      ].map(([, html]) => decoded(html));
      assert.ok(printed.length > 0);
      for (const sql of printed) await db.query(`SELECT count(*) AS n FROM (${sql})`);
      ran.push(...printed);
    });
  }
  assert.ok(ran.length >= 20, `${ran.length} statements`);
});

Deno.test("the SQL beside a request finds that request", async () => {
  const { rows } = await db.query(wholeRowsSql(shownBoards, 5));
  for (const row of [...rows, { ...rows[0], provider: "it's <b>" }]) {
    const [, html] = /<pre[^>]*>(.*?)<\/pre>/s.exec(rowHtml(row))!;
    const found = await db.query(decoded(html));
    assert.equal(found.rows.length, row.provider === "it's <b>" ? 0 : 1, html);
    if (found.rows.length) assert.equal(found.rows[0].ttft_s, row.ttft_s);
  }
});

Deno.test("the SQL of a table runs as the file that the page saves", () =>
  inFolder(async (folder) => {
    const rows = (await db.query(boardRowsSql(shownBoards))).rows as unknown as RequestRow[];
    const own = rows.filter((r) => r.model_size === "70b");
    const view = makeView(own, ttft, "all", {});
    const filters = { from: "", to: "", hour: "", outliers: "1", length: "1" };
    const file = `${folder}/a table.sql`;
    await Deno.writeTextFile(file, viewSql(view, filters));
    const { code, out, err } = await run(["sql", "--csv", file]);
    assert.equal(code, 0, err);
    const lines = out.trim().split(/\r?\n/);
    assert.equal(
      lines[0],
      "run_id,provider,model,location,n,median,mean,min,max,p25,p75,p95,p99,attempted,succeeded,success_rate",
    );
    assert.equal(lines.length, 1 + view.systems.length);
    // The same text as an argument: it begins with a comment.
    const same = await run(["sql", "--csv", viewSql(view, filters)]);
    assert.deepEqual([same.code, same.out], [0, out], same.err);
  }));
