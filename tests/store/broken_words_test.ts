/** What DuckDB says of files that it cannot read, met with real ones, and what a person reads instead. */
import assert from "node:assert/strict";
import { brokenWords } from "../../benchmarks/store/door/broken_words.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("brokenWords() says of a file what it is, whichever part of it DuckDB tripped over", () =>
  inFolder(async (folder) => {
    const db = await openDuckdb();
    const sound = `${folder}/sound.parquet`;
    await db.run(`COPY (SELECT i AS a, 'text ' || i AS b FROM range(999) t(i)) TO ${quote(sound)}`);
    const bytes = await Deno.readFile(sound);
    const damaged = (from: number, to: number) =>
      bytes.map((byte, i) => i >= from && i < to ? byte ^ 0x5a : byte);
    const cases: [bytes: Uint8Array, select: string, words: string][] = [
      [new TextEncoder().encode("no Parquet"), "*", "is not a whole Parquet file"],
      [new TextEncoder().encode("no Parquet of any kind"), "*", "is not a whole Parquet file"],
      [bytes.slice(0, -100), "*", "is not a whole Parquet file"],
      // The footer, without its length and its mark; then the pages before it.
      [damaged(bytes.length - 200, bytes.length - 8), "*", "is damaged"],
      [damaged(4, 60), "sum(a), max(b)", "is damaged"],
      [bytes, "ttft_s", "has no column ttft_s"],
      [bytes, "b::DOUBLE", "holds values of another kind than its columns should"],
    ];
    for (const [n, [content, select, words]] of cases.entries()) {
      const file = `${folder}/${n}.parquet`;
      await Deno.writeFile(file, content);
      const error = await db.query(`SELECT ${select} FROM read_parquet(${quote(file)})`).then(
        () => assert.fail(`case ${n} was read`),
        (error: Error) => error,
      );
      assert.equal(brokenWords(error), words, error.message);
    }
    db.close();
  }));
