/**
 * Values of every DuckDB type as `deno task sql` prints them; each expected one is what DuckDB's
 * own cast to text says, or ISO 8601.
 */
import assert from "node:assert/strict";
import { type JsonValue, openDuckdb } from "../../benchmarks/store/duckdb.ts";

Deno.test("query() gives every type as JSON has it, and as DuckDB says where JSON has no word", async () => {
  const cases: [string, JsonValue][] = [
    ["DATE '2026-01-02'", "2026-01-02"],
    ["DATE 'infinity'", "infinity"],
    ["DATE '-infinity'", "-infinity"],
    ["DATE '290000-01-01'", "290000-01-01"],
    ["DATE '0044-03-15 (BC)'", "0044-03-15 (BC)"],
    ["TIMESTAMP 'infinity'", "infinity"],
    ["TIMESTAMP '-infinity'", "-infinity"],
    ["TIMESTAMPTZ 'infinity'", "infinity"],
    ["TIMESTAMP '290000-01-01 00:00:00'", "290000-01-01 00:00:00"],
    ["TIMESTAMP '2026-01-02 03:04:05'", "2026-01-02T03:04:05.000Z"],
    ["TIMESTAMP '2026-01-02 03:04:05.5'", "2026-01-02T03:04:05.500Z"],
    ["TIMESTAMP '2026-01-02 03:04:05.123456'", "2026-01-02T03:04:05.123456Z"],
    ["TIMESTAMP_S '2026-01-02 03:04:05'", "2026-01-02T03:04:05.000Z"],
    ["TIMESTAMP_NS '2026-01-02 03:04:05.123456789'", "2026-01-02T03:04:05.123456789Z"],
    ["TIMESTAMPTZ '2026-01-02 03:04:05+02'", "2026-01-02T01:04:05.000Z"],
    ["TIME '12:34:56.789'", "12:34:56.789"],
    ["[TIME '01:00:00']", ["01:00:00"]],
    ["1.10::DECIMAL(10,2)", 1.1],
    ["100.00::DECIMAL(10,2)", 100],
    ["-0.05::DECIMAL(3,2)", -0.05],
    ["100::DECIMAL(10,0)", 100],
    ["12345678901234567890.123::DECIMAL(38,3)", "12345678901234567890.123"],
    ["0.1234567890123456789::DECIMAL(38,19)", "0.1234567890123456789"],
    ["INTERVAL '1 month 2 days 3 seconds'", "1 month 2 days 00:00:03"],
    ["'\\x41\\x00'::BLOB", "A\\x00"],
    ["'101'::BIT", "101"],
    ["'287d0261-60fd-4efa-9379-b0c2e90344fd'::UUID", "287d0261-60fd-4efa-9379-b0c2e90344fd"],
    ["MAP{'a': 1.5}", [{ key: "a", value: 1.5 }]],
    ["{'a': DATE '2026-01-02', 'b': [1, NULL]}", { a: "2026-01-02", b: [1, null] }],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", "9007199254740993"],
    ["'Infinity'::DOUBLE", "Infinity"],
    ["'NaN'::DOUBLE", "NaN"],
    ["NULL::DATE", null],
  ];
  const db = await openDuckdb();
  try {
    for (const [sql, expected] of cases) {
      const { rows: [{ v }] } = await db.query(`SELECT ${sql} AS v`);
      assert.deepEqual(v, expected, sql);
    }
  } finally {
    db.close();
  }
});

Deno.test("queryColumns() hands on all rows as they lie, and leaves the threads as they were", async () => {
  const folder = await Deno.makeTempDir();
  const db = await openDuckdb();
  try {
    await db.run("SET threads = 3");
    await db.run(
      `COPY (SELECT i::BIGINT AS i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'w' || i::VARCHAR END AS word,
        TIMESTAMP '2026-01-02' + to_microseconds(i) AS moment FROM range(100000) t(i))
      TO '${folder}/rows.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    const found: JsonValue[][] = [[], [], []];
    await db.queryColumns(
      `SELECT moment, word, i FROM read_parquet('${folder}/rows.parquet')`,
      (column) => [2, 0, 1].forEach((place) => found[place].push(...column(place))),
    );
    assert.deepEqual(found[2], Array.from({ length: 100_000 }, (_, i) => i));
    assert.deepEqual(found[1].slice(0, 4), [null, "w1", "w2", null]);
    assert.equal(found[0][99_999], "2026-01-02T00:00:00.099999Z");
    await assert.rejects(db.queryColumns("SELECT no_such_column", () => {}), /no_such_column/);
    const { rows } = await db.query("SELECT current_setting('threads') AS n");
    assert.deepEqual(rows, [{ n: 3 }]);
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("statements that are asked for at once each get all of their rows", async () => {
  const db = await openDuckdb();
  try {
    const rows = async (n: number) => {
      let found = 0;
      await db.queryColumns(`SELECT range FROM range(${n})`, (column) => found += column(0).length);
      return found;
    };
    const count = async (n: number) =>
      (await db.query(`SELECT count(*)::INT AS n FROM range(${n})`)).rows[0].n;
    const failing = db.query("SELECT no_such_column").catch(() => "failed");
    const sizes = [50_000, 70_000, 3];
    const all = await Promise.all([...sizes.map(rows), failing, ...sizes.map(count)]);
    assert.deepEqual(all, [...sizes, "failed", ...sizes]);
  } finally {
    db.close();
  }
});
