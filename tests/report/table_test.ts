import assert from "node:assert/strict";
import { fittingTable, printable, readableTable, table } from "../../benchmarks/report/table.ts";

Deno.test("table() aligns, and shows a label's line breaks and colours instead of doing them", () => {
  assert.equal(
    table(["name", "n"], [["a\nb\x1b[31m", 5], ["é", null]]),
    [
      "name               n",
      "──────────────  ────",
      "a\\nb\\u001b[31m     5",
      "é               null",
    ].join("\n"),
  );
});

Deno.test("printable() leaves letters of every script, and turns no line round", () => {
  assert.equal(printable("日本語 🚀 é"), "日本語 🚀 é");
  assert.equal(printable("a\u202egpj.exe\u0007\t"), "a\\u202egpj.exe\\u0007\\t");
});

Deno.test("fittingTable() shows rows one by one where a line would be too wide", () => {
  const rows = [["x".repeat(30), 1], ["y", null]];
  assert.equal(fittingTable(["long", "n"], rows, 40), table(["long", "n"], rows));
  assert.equal(
    fittingTable(["long", "n"], rows, 20),
    [`── row 1 ──`, `long  ${"x".repeat(30)}`, "n     1", "── row 2 ──", "long  y", "n     null"]
      .join("\n"),
  );
});

Deno.test("readableTable() says a row in words where a line would be too wide", () => {
  const columns = ["median", "a", "b", "b is"];
  const rows = [["Latency, s", 2.26, 0.805, "faster"], ["Gaps, s", null, 1, "cannot tell"]];
  assert.equal(readableTable(columns, rows, 60), table(columns, rows));
  const said =
    "Latency, s\n  a: 2.26; b: 0.805\n  b is: faster\nGaps, s\n  a: null; b: 1\n  b is: cannot tell";
  assert.equal(readableTable(columns, rows, 24), said);
});
