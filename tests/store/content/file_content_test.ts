/** What a DuckDB file holds is known whatever its bytes are, and files of one content are one file. */
import assert from "node:assert/strict";
import { contentOf } from "../../../benchmarks/store/content/file_content.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";
import { firstOfContent } from "../../../benchmarks/store/content/first_of_content.ts";
import { inFolder } from "../../support/bench.ts";

const plain =
  "CREATE TABLE t AS SELECT i, 'row ' || i AS word, [i, 2 * i] AS list FROM range(1000) r(i)";

Deno.test("contentOf()", (t) =>
  inFolder(async (folder) => {
    let files = 0;
    const of = async (sql: string) => {
      const path = `${folder}/${files++}.duckdb`;
      const file = await openDuckdb(path);
      await file.run(sql);
      file.close();
      const db = await openDuckdb();
      try {
        return await contentOf(db, path);
      } finally {
        db.close();
      }
    };
    const content = await of(plain);
    await t.step("is the same for the same rows, wherever they lie in the file", async () => {
      const moved = `CREATE TABLE gone AS FROM range(50000); ${plain}; DROP TABLE gone; CHECKPOINT`;
      assert.equal(await of(moved), content);
    });
    for (
      const [what, sql] of [
        ["a value", plain.replace("2 * i", "CASE WHEN i = 700 THEN 1 ELSE 2 * i END")],
        ["a null", plain.replace("i, 'row", "nullif(i, 3) AS i, 'row")],
        ["the order of rows", `${plain} ORDER BY i DESC`],
        ["values that change rows", plain.replace("'row ' || i", "'row ' || (i ^ 1)")],
        ["a row", plain.replace("1000", "999")],
        ["a name", plain.replace("AS word", "AS words")],
        ["a type", plain.replace("SELECT i,", "SELECT i::INT AS i,")],
        ["a table", `${plain}; CREATE TABLE u (a INT)`],
        ["a view", `${plain}; CREATE VIEW v AS FROM t`],
      ] as const
    ) {
      await t.step(`is another with another ${what}`, async () => {
        assert.notEqual(await of(sql), content);
      });
    }
    await t.step("leaves the file as it was found", async () => {
      const db = await openDuckdb();
      await contentOf(db, `${folder}/0.duckdb`);
      await db.run(`ATTACH ${quote(`${folder}/0.duckdb`)} AS known`);
      db.close();
    });
  }));

Deno.test("firstOfContent()", (t) =>
  inFolder(async (folder) => {
    const kept = `${folder}/kept`;
    const made = async (bytes: string) => {
      await Deno.writeTextFile(`${folder}/made`, bytes);
      return `${folder}/made`;
    };
    const first = await firstOfContent(await made("one"), "a", kept);
    await t.step("gives the first of the same content", async () => {
      assert.equal(await firstOfContent(await made("other bytes"), "a", kept), first);
      assert.equal(await Deno.readTextFile(first), "one");
    });
    await t.step("keeps few, those that were asked for last", async () => {
      await Deno.utime(first, 1, 1);
      const second = await firstOfContent(await made("two"), "b", kept);
      await Deno.utime(second, 2, 2);
      await firstOfContent(await made("three"), "c", kept);
      assert.deepEqual(
        Array.from(Deno.readDirSync(kept), ({ name }) => name).sort(),
        ["b-made", "c-made"],
      );
    });
    await t.step("keeps those of another name beside them", async () => {
      await Deno.writeTextFile(`${folder}/other`, "of another name");
      const other = await firstOfContent(`${folder}/other`, "c", kept);
      assert.equal(await Deno.readTextFile(other), "of another name");
      await firstOfContent(await made("five"), "b", kept);
      assert.deepEqual(
        Array.from(Deno.readDirSync(kept), ({ name }) => name).sort(),
        ["b-made", "c-made", "c-other"],
      );
    });
    await t.step("gives what was made where nothing can be kept", async () => {
      await Deno.writeTextFile(`${folder}/file`, "");
      const path = await made("four");
      assert.equal(await firstOfContent(path, "d", `${folder}/file`), path);
    });
  }));
