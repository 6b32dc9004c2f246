import assert from "node:assert/strict";
import fc from "fast-check";
import { cut } from "../../benchmarks/providers/read/json.ts";
import { fitRow, jsonOf, lacking } from "../../benchmarks/record/fit_row.ts";
import { type ColumnName, columnNames, emptyRow } from "../../benchmarks/record/record.ts";
import { redact } from "../../benchmarks/record/redact.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../benchmarks/store/parquet.ts";
import { inFolder } from "../support/bench.ts";

const required = emptyRow({
  run_id: "r",
  config_name: "c",
  provider: "p",
  model: "m",
  simulated: true,
  phase: "measured",
  request_index: 0,
  attempt: 1,
  status: "ok",
});
const half = "\ud83d";

Deno.test("fitRow() keeps what a column can hold, mends half characters, and drops the rest by name", () => {
  const cases: [ColumnName, unknown, unknown][] = [
    ["error_message", `a ${half} b`, "a \ufffd b"],
    ["served_model", "\ude00x", "\ufffdx"],
    ["request_id", "😀", "😀"],
    ["request_id", 7, null],
    ["error_code", "x".repeat((1 << 20) + 1), null],
    ["server_timings", '{"a\\ud83d":["\\ude00b"]}', '{"a\ufffd":["\ufffdb"]}'],
    ["server_timings", '{"a":"\\ud83d\\ude00"}', '{"a":"😀"}'],
    ["server_timings", '{"a":"\\ud83d"', null],
    ["content_text", '{"a":"\\ud83d"}', '{"a":"\\ud83d"}'], // the model's own text is no JSON of ours
    ["content_text", "é".repeat(1 << 22) + "😀", "é".repeat(1 << 22)],
    ["input_tokens_reported", 2 ** 31 - 1, 2 ** 31 - 1],
    ["input_tokens_reported", 2 ** 31, null],
    ["input_tokens_reported", -1, null],
    ["input_tokens_reported", 12.5, null],
    ["input_tokens_reported", "12", null],
    ["chunk_chars", [1, 2], [1, 2]],
    ["chunk_chars", [1, -2], null],
    ["chunk_at_s", [0.5, Infinity], null],
    ["chunk_at_s", {}, null],
    ["ttft_s", NaN, null],
    ["schedule_lag_s", -0.5, -0.5],
    ["retry_after_s", 1e300, 1e300],
    ["streamed", "yes", null],
    ["started_at", "2026-02-28T23:59:59.123456Z", "2026-02-28T23:59:59.123456Z"],
    ["started_at", "2026-02-30T00:00:00Z", null],
    ["started_at", "2026-13-01T00:00:00Z", null],
    ["started_at", "2026-01-01T00:00:60Z", null],
    ["started_at", "yesterday", null],
  ];
  for (const [name, value, held] of cases) {
    const { row, dropped } = fitRow({ ...required, [name]: value });
    assert.deepEqual(row[name], held, `${name}: ${JSON.stringify(value).slice(0, 60)}`);
    assert.deepEqual(dropped, held === null ? [name] : [], name);
  }
  assert.deepEqual(Object.keys(fitRow({ ...required, other: 1 } as never).row), columnNames);
  assert.deepEqual(lacking({ ...required, model: null, attempt: -1 }), ["model", "attempt"]);
});

Deno.test("cut() and redact() never leave half of a character", () => {
  assert.equal(cut("a😀", 2), "a");
  assert.equal(cut("a😀", 3), "a😀");
  assert.equal(redact("x".repeat(499) + "😀 and more"), "x".repeat(499));
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.nat({ max: 40 }), (text, limit) => {
    const found = cut(text, limit);
    assert.ok(found.isWellFormed() && text.startsWith(found));
    assert.ok(found.length >= Math.min(text.length, limit) - 1 && found.length <= limit);
  }));
});

Deno.test("jsonOf() mends names and texts at any depth", () => {
  assert.equal(jsonOf({ [half]: [{ a: half }], b: 1 }), '{"�":[{"a":"�"}],"b":1}');
});

Deno.test("writeParquet() writes every row, whatever stands in its columns, and DuckDB reads each value back", () =>
  inFolder(async (folder) => {
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: "binary" }),
      fc.constantFrom(half, "\u0000", -1, 2 ** 31, 1e400, NaN, 0.1, [half], "2026-02-30T10:00:00"),
      fc.date().map((d) => Number.isNaN(d.getTime()) ? null : d.toISOString()),
    );
    const rowOf = fc.record(
      Object.fromEntries(
        columnNames.filter((name) => !(name in required) || required[name] === null)
          .map((name) => [name, anything]),
      ),
    );
    const rows = fc.sample(rowOf, { numRuns: 300, seed: 11 })
      .map((row, i) => ({ ...required, ...row, request_index: i })) as never[];
    const db = await openDuckdb();
    try {
      const path = `${folder}/requests.parquet`;
      const dropped = await writeParquet(db, rows, path);
      assert.ok(dropped.chunk_at_s! > 0);
      const columns = columnNames.filter((name) =>
        name !== "started_at" && name !== "scheduled_at"
      );
      const { rows: found } = await db.query(
        `SELECT ${columns.join(", ")} FROM read_parquet(${quote(path)}) ORDER BY request_index`,
      );
      assert.equal(found.length, 300);
      found.forEach((row, i) => {
        const { row: fitted } = fitRow(rows[i]);
        for (const name of columns) assert.deepEqual(row[name], fitted[name], name);
      });
    } finally {
      db.close();
    }
  }));
