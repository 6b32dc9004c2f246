import assert from "node:assert/strict";
import { judgingCommand } from "../../benchmarks/commands/judging.ts";
import { printed } from "../support/pages/printed.ts";

Deno.test("judgingCommand() judges as many rows as it was asked for, and says what both took", async () => {
  const { status, text } = await printed(() => judgingCommand({ rows: 4000, json: true }));
  assert.equal(status, 0);
  const found = JSON.parse(text);
  assert.deepEqual([found.rows, found.systems], [4000, 20]);
  assert.ok(found.plain_s > 0 && found.judged_s > 0);
  assert.ok(Math.abs(found.ratio - found.judged_s / found.plain_s) < 1e-9);
  const words = await printed(() => judgingCommand({ rows: 2000 }));
  assert.match(words.text, /^2000 rows of 20 systems.* times as long$/);
});
