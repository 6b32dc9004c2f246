import assert from "node:assert/strict";
import { narrowTable } from "../../benchmarks/report/narrow_table.ts";

const columns = ["run_id", "requests", "workload", "note"];
const rows = [
  [
    "2026-01-02_quickstart_a",
    120,
    "550 tokens in, 150 out, 10 at a time",
    "after the upgrade of all",
  ],
  ["monday", 7, "100 in", "none"],
];
const wish = { whole: ["run_id"], spared: ["note", "workload"] };

Deno.test("a table fits the terminal: texts are cut first, then columns are left out and named", () => {
  for (const width of [Infinity, 90, 70, 50, 40]) {
    const text = narrowTable(columns, rows, width, wish);
    const lines = text.split("\n");
    assert.ok(lines.slice(0, 4).every((line) => line.length <= width), `${width}:\n${text}`);
    assert.ok(lines[2].startsWith("2026-01-02_quickstart_a "), "a name is never cut");
    assert.match(lines[3], /^monday +7/);
    if (width === Infinity) {
      assert.match(lines[2], /120 {2}550 .* at a time {2}after the upgrade of all$/);
    }
    if (width === 70) assert.match(lines[2], /550 .*… {2}after .*…$/);
    assert.equal(
      lines[4],
      {
        50: "Too wide for this terminal: note; --json has all.",
        40: "Too wide for this terminal: note, workload; --json has all.",
      }[width],
    );
  }
});
