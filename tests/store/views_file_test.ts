import assert from "node:assert/strict";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { writeViewsFile } from "../../benchmarks/store/views_file.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("writeViewsFile() writes the file again where its views or the file itself are others", () =>
  inFolder(async (folder) => {
    const path = `${folder}/tokenboard.duckdb`;
    const written = async () => {
      const { ino, mtime, size } = await Deno.stat(path);
      return [ino, mtime!.getTime(), size];
    };
    const runs = async () => {
      const db = await openDuckdb(path);
      const { rows } = await db.query(
        "SELECT run_id, count(*) AS n FROM requests GROUP BY ALL ORDER BY ALL",
      );
      db.close();
      return rows;
    };
    await writeRun(folder, { run_id: "a" }, answers(3, 1));
    await writeViewsFile(folder);
    const first = await written();
    await writeViewsFile(folder);
    assert.deepEqual(await written(), first, "nothing changed");
    await writeRun(folder, { run_id: "b" }, answers(4, 1));
    await writeViewsFile(folder);
    assert.deepEqual(await runs(), [{ run_id: "a", n: 3 }, { run_id: "b", n: 4 }]);
    // Somebody's file of that name, or none, is no views file of ours.
    await Deno.writeTextFile(path, "cut off");
    await writeViewsFile(folder);
    assert.equal((await runs()).length, 2);
    await Deno.remove(path);
    await Promise.all([writeViewsFile(folder), writeViewsFile(folder)]);
    assert.equal((await runs()).length, 2);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(left, ["a", "b", "tokenboard.duckdb"], "no half file stays");
  }));
