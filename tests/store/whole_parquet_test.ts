import assert from "node:assert/strict";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { parquetFault } from "../../benchmarks/store/door/whole_parquet.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("parquetFault() knows a file that unpacks to far more than its bytes from one that was measured", () =>
  inFolder(async (folder) => {
    const db = await openDuckdb();
    const path = `${folder}/x.parquet`;
    const faultOf = async (sql: string) => {
      await db.run(`COPY (${sql}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 3000000)`);
      return await parquetFault(db, path);
    };
    const columns = (sql: string) =>
      Array.from({ length: 100 }, (_, i) => `${sql.replace("@", String(i))} AS c${i}`).join(", ");
    const constants = columns("1");
    assert.match(
      (await faultOf(`SELECT ${constants} FROM range(200000)`))!,
      /^unpacks to 20,000,000 values: no measurement packs into [\d,]+ bytes so$/,
    );
    assert.equal(await faultOf(`SELECT ${constants} FROM range(90000)`), null);
    // More values than of any small file, each of its own.
    const measured = columns("(hash(range, @) % 200)::UTINYINT");
    assert.equal(await faultOf(`SELECT ${measured} FROM range(110000)`), null);
    db.close();
  }));
