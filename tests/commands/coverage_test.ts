import assert from "node:assert/strict";
import { coverageCommand } from "../../benchmarks/commands/coverage.ts";
import { printed } from "../support/pages/printed.ts";

Deno.test("coverageCommand() prints the same cells as a table and as JSON", async () => {
  const few = { runs: 3, leaderboards: 2 };
  const { text } = await printed(() => coverageCommand(few));
  const json = await printed(() => coverageCommand({ ...few, json: true }));
  const { made_at, ...found } = JSON.parse(json.text);
  assert.match(made_at, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(Object.keys(found), ["intervals", "leaderboards", "comparisons"]);
  const rows = Object.values<{ data: string; n: number; seed: string; kept: boolean | null }[]>(
    found,
  ).flat();
  assert.equal(new Set(rows.map((row) => row.seed)).size, rows.length, "each row has its own seed");
  const lines = text.split("\n");
  for (const { data, n } of rows) {
    assert.ok(lines.some((line) => line.includes(data) && line.includes(` ${n} `)), `${data} ${n}`);
  }
  // Three columns of headings, three rules, two empty lines.
  assert.equal(lines.length, rows.length + 8);
  assert.equal(text.includes("NO"), rows.some((row) => row.kept === false));
  assert.equal(json.status, rows.some((row) => row.kept === false) ? 1 : 0);
  // Of so few runs some cell holds 2 of 3: a broken promise must be seen.
  assert.equal(json.status, 1);
});

Deno.test("coverageCommand() tries what is judged over time, three kinds of case", async () => {
  const { text } = await printed(() =>
    coverageCommand({ runs: 0, leaderboards: 1, overTime: true, json: true })
  );
  const { made_at: _, ...found } = JSON.parse(text);
  assert.deepEqual(Object.keys(found), ["hours", "series", "changes"]);
  for (const rows of Object.values<{ count: number; share: number }[]>(found)) {
    assert.ok(rows.length > 10 && rows.every((r) => r.count === 1 && [0, 1].includes(r.share)));
  }
});
