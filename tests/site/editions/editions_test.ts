/** Two editions of a store with planted changes: what each holds, that it stays, and what is said between them. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { changesBetween } from "../../../benchmarks/queries/published/changes.ts";
import { nextNumber, readEditions } from "../../../benchmarks/queries/published/editions.ts";
import { copyEditions } from "../../../benchmarks/site/editions/copy.ts";
import { freeze } from "../../../benchmarks/site/editions/freeze.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

const of = (provider: string, ttft: number) => answers(120, ttft, { provider });

async function frozen(folder: string, number: number, date: string) {
  const db = await openStore(folder);
  try {
    return await freeze(db, folder, { number, date, note: number === 2 ? "A < B" : null });
  } finally {
    db.close();
  }
}

/** Every file below a folder with its SHA-256, without our own code. */
async function bytesOf(folder: string, below = ""): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
    const path = `${below}${name}`;
    if (isDirectory) Object.assign(all, await bytesOf(folder, `${path}/`));
    else {
      const bytes = await Deno.readFile(`${folder}/${path}`);
      all[path] = createHash("sha256").update(bytes).digest("hex");
    }
  }
  return all;
}

Deno.test("an edition keeps its bytes, and the next says exactly what changed", () =>
  inFolder(async (folder) => {
    const start = (started_at: string) => ({ started_at, ended_at: null });
    await writeRun(folder, { run_id: "one", ...start("2026-01-02T00:00:00Z") }, [
      ...of("slow", 0.4),
      ...of("fast", 0.2),
    ]);
    const first = await frozen(folder, 1, "2026-01-03");
    assert.equal(first.folder, "001-2026-01-03");
    const dist = `${folder}/dist`;
    assert.deepEqual(await copyEditions(folder, dist), []);
    const kept = await bytesOf(`${dist}/editions/001-2026-01-03`);
    const sums = await Deno.readTextFile(`${dist}/editions/001-2026-01-03/SHA256SUMS`);
    for (const line of sums.trim().split("\n")) {
      const [digest, path] = line.split("  ");
      assert.equal(kept[path], digest, path);
    }
    assert.equal(sums.trim().split("\n").length, Object.keys(kept).length - 1);

    // Planted: "fast" turns slow, "third" is new, and somebody contests "slow".
    await writeRun(folder, { run_id: "two", ...start("2026-01-05T00:00:00Z") }, [
      ...of("fast", 0.9),
      ...of("third", 0.1),
    ]);
    await Deno.writeTextFile(
      `${folder}/disputes.jsonc`,
      `// ours
      [{"provider": "slow", "metric": "ttft_s", "reason": "the cache was cold", "date": "2026-01-04"}]`,
    );
    const second = await frozen(folder, 2, "2026-01-06");
    const told = changesBetween(first.edition, second.edition)
      .filter(({ text }) => !/throughput|all attempts/.test(text))
      .map(({ kind, text }) => [kind, /fast|slow|third/.exec(text)![0]]);
    const kinds = [["new", "third"], ["newer", "fast"], ["rank", "fast"], ["dispute", "slow"]];
    assert.deepEqual(told, kinds);

    assert.deepEqual(await copyEditions(folder, dist), []);
    assert.deepEqual(await bytesOf(`${dist}/editions/001-2026-01-03`), kept);
    const feed = await Deno.readTextFile(`${dist}/feed.xml`);
    assert.match(feed, /New: third m/);
    assert.match(feed, /A &lt; B/);
    const page = await Deno.readTextFile(`${dist}/editions/002-2026-01-06/index.html`);
    assert.match(page, /Contested on 2026-01-04: the cache was cold/);

    // The rows that an edition carries are those behind its figures, by DuckDB alone.
    const [board] = second.edition.boards;
    const db = await openDuckdb();
    const { rows } = await db.query(
      `SELECT provider, count(*)::INT AS n, median(ttft_s) AS median
      FROM '${dist}/editions/002-2026-01-06/rows/${board.board}.parquet' GROUP BY ALL ORDER BY 1`,
    );
    db.close();
    const figures = board.systems.map(({ provider, figures }) => {
      const { n, median } = figures.find((f) =>
        f.metric === "ttft_s" && f.population === "succeeded"
      )!;
      return { provider, n, median };
    });
    assert.deepEqual(rows, figures);
  }));

Deno.test("an edition that was changed, cut or is none is named and left out, the others stay", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "one" }, of("fast", 0.2));
    for (const [number, date] of [[1, "2026-01-03"], [2, "2026-01-04"]] as const) {
      await frozen(folder, number, date);
    }
    const place = `${folder}/editions`;
    await Deno.writeTextFile(`${place}/001-2026-01-03/index.html`, "mine");
    await Deno.mkdir(`${place}/003-2026-01-05`);
    await Deno.writeTextFile(`${place}/003-2026-01-05/edition.json`, '{"version": 1, "numb');
    await Deno.mkdir(`${place}/notes`);
    // What lies elsewhere is not published by a link to it.
    await Deno.mkdir(`${folder}/private`);
    await Deno.writeTextFile(`${folder}/private/secret.txt`, "mine");
    await Deno.symlink(`${folder}/private`, `${place}/005-2026-01-05`);
    // A file that says too little closes no build.
    const odd = JSON.parse(await Deno.readTextFile(`${place}/002-2026-01-04/edition.json`));
    delete odd.rules;
    await Deno.mkdir(`${place}/004-2026-01-05`);
    await Deno.writeTextFile(
      `${place}/004-2026-01-05/edition.json`,
      JSON.stringify({ ...odd, number: 4, date: "2026-01-05" }),
    );
    await Deno.mkdir(`${place}/9999999999999999999999-2026-01-05`);
    // Each in words of ours: the system's would say neither what to do nor which edition.
    await Deno.mkdir(`${place}/005-2026-01-06`);
    await Deno.mkdir(`${place}/006-2026-01-05/edition.json`, { recursive: true });
    const unsummed = JSON.stringify({ ...odd, rules: "r", number: 7, date: "2026-01-05" });
    await Deno.mkdir(`${place}/007-2026-01-05`);
    await Deno.writeTextFile(`${place}/007-2026-01-05/edition.json`, unsummed);
    const said = await copyEditions(folder, `${folder}/dist`);
    assert.equal(said.length, 6);
    assert.match(
      said.join("\n"),
      /003-2026-01-05 is left out: its edition\.json is cut or changed/,
    );
    assert.match(said.join("\n"), /005-2026-01-06 is left out: it has no edition\.json/);
    assert.match(said.join("\n"), /006-2026-01-05 is left out: its edition\.json cannot be read/);
    assert.match(said.join("\n"), /007-.* not what was published \(SHA256SUMS\)/);
    assert.match(said.join("\n"), /004-2026-01-05 is left out: it is no edition/);
    assert.match(
      said.join("\n"),
      /001-2026-01-03 is left out: it is not what was published \(index\.html\)/,
    );
    const names = await Array.fromAsync(Deno.readDir(`${folder}/dist/editions`), (e) => e.name);
    assert.deepEqual(names, ["002-2026-01-04"]);
    const { editions } = await readEditions(folder);
    assert.deepEqual(editions.map(({ edition }) => edition.number), [2]);
    assert.equal(await nextNumber(folder), 8, "no number is given twice");
  }));
