/** A build over a store that was named measures nothing into it. */
import assert from "node:assert/strict";
import { useOf } from "../../benchmarks/commands/remote/uses.ts";
import { pagesMayMeasure } from "../../benchmarks/store/board/measuring.ts";
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { inFolder } from "../support/bench.ts";

const url = (path: string) => new URL(`../../${path}`, import.meta.url).href;

Deno.test("over a named store the loader of the quickstart gives no row, and makes no run", () =>
  inFolder(async (folder) => {
    const store = `${folder}/store`;
    await Deno.mkdir(store);
    const program = `${folder}/loads.ts`;
    await Deno.writeTextFile(
      program,
      `import { enterStore } from "${url("benchmarks/commands/remote/store.ts")}";
      await enterStore("site", { store: Deno.args[1] });
      await import("${url("loaders/requests-[config].parquet.ts")}");`,
    );
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--config=deno.json", ...grantsOf("site"), program],
        ...["--config=quickstart", store],
      ],
      env: { TOKENBOARD_BENCH: "" },
      stdout: "piped",
      stderr: "piped",
    }).output();
    const said = new TextDecoder().decode(stderr);
    assert.doesNotMatch(said, /it is made now/);
    await Deno.writeFile(`${folder}/rows.parquet`, stdout);
    const db = await openDuckdb();
    const { rows: [{ n }] } = await db.query(
      `SELECT count(*)::INT AS n FROM read_parquet('${folder}/rows.parquet')`,
    );
    db.close();
    assert.equal(n, 0, said);
    assert.deepEqual(Array.from(Deno.readDirSync(store)), []);
    // Of a bucket a site puts nothing; over the checkout's own data a first build makes the run.
    assert.equal(useOf("site")!.puts, undefined);
    assert.ok(pagesMayMeasure());
  }));
