import assert from "node:assert/strict";
import { quote } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { builtSite } from "../support/pages/built_site.ts";

// deno-lint-ignore no-explicit-any
type Json = any;

Deno.test("the site's files for programs", async (t) => {
  const site = await builtSite();
  const db = await openStore();
  const read = async (path: string): Promise<Json> => {
    const response = await fetch(`${site.url}/${path}`);
    assert.equal(response.status, 200, path);
    return await response.json();
  };
  try {
    await t.step("have the figures that SQL has of the same requests", async () => {
      const { boards } = await read("api/v1/boards.json");
      let figures = 0;
      for (const { board, figures: address } of boards) {
        const { systems } = await read(address);
        for (const { provider, model, run_id, figures: own, badges } of systems) {
          const { rows: [asked] } = await db.query(
            `SELECT count(ttft_s)::INT AS n, median(ttft_s) AS median, quantile_cont(ttft_s, 0.95) AS p95
            FROM requests WHERE status = 'ok' AND phase = 'measured' AND run_id = ${quote(run_id)}
              AND provider = ${quote(provider)} AND model = ${quote(model)}`,
          );
          const said = own.find((f: Json) => f.metric === "ttft_s" && f.population === "succeeded");
          assert.deepEqual(
            [said.n, said.median, said.p95],
            [asked.n, asked.median, asked.p95],
            [
              board,
              provider,
              model,
            ].join(" "),
          );
          assert.ok(said.rank ? !said.not_ranked.length : said.not_ranked.length);
          figures++;
          const badge = await fetch(`${site.url}/${badges.ttft_s}`);
          const [, words] = /<title>(.*)<\/title>/.exec(await badge.text())!;
          const [, median, n] = /: ([\d.]+) s \([\d.]+–[\d.]+\) · n (\d+) ·|$/.exec(words)!;
          assert.deepEqual(
            [Number(n), median],
            [asked.n, Number(asked.median).toPrecision(3)],
            words,
          );
        }
      }
      assert.ok(figures >= 19, `${figures} systems`);
    });

    await t.step("lead only to files and pages that exist", async () => {
      const index = await read("api/v1/index.json");
      const named = Object.keys(index.files).filter((path) => !path.includes("BOARD"));
      const { boards } = await read("api/v1/boards.json");
      const { runs } = await read("api/v1/runs.json");
      const { rows: [{ n }] } = await db.query("SELECT count(*)::INT AS n FROM runs");
      assert.equal(runs.length, n);
      const text = await (await fetch(`${site.url}/llms.txt`)).text();
      const linked = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, address]) => address);
      assert.ok(linked.length > boards.length + 5);
      const of = (all: Json[]) => all.flatMap(({ files, page }: Json) => [...files, page]);
      for (const path of new Set([...named, ...of(boards), ...of(runs), ...linked])) {
        const response = await fetch(`${site.url}/${path}`);
        await response.body?.cancel();
        assert.equal(response.status, 200, path);
      }
    });
  } finally {
    db.close();
    await site.close();
  }
});
