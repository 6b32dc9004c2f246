/** What is said of a run stands in its summary, too. */
import assert from "node:assert/strict";
import { summarise } from "../../benchmarks/report/summary/summary.ts";
import { invalidText } from "../../benchmarks/report/summary/summary_invalid.ts";
import { summaryText } from "../../benchmarks/report/summary/summary_text.ts";
import { openRuns } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";
import { facts } from "./summaries.ts";

Deno.test("every reason why a run, a target or a shard alone is no result stands in its summary, once", () => {
  const said = (more: Partial<Parameters<typeof invalidText>[0]>) =>
    invalidText({ ...facts, ...more }, 200).filter(Boolean);
  const late = "the harness came too late to 20 of 168 arrivals";
  const invalidTargets = new Map([["a m", late]]);
  const lead = "INVALID, not for a ranking: ";
  assert.deepEqual(said({ invalid: "it stood still", invalidTargets }), [
    `${lead}a m: ${late}.`,
    `${lead}it stood still.`,
  ]);
  assert.deepEqual(said({ invalid: `it stood still; ${late}`, invalidTargets }), [
    `${lead}it stood still; ${late}.`,
  ]);
  const part = { part: "shard 2 of 4", late: [{ provider: "a", model: "m", why: late }] };
  assert.deepEqual(said(part), [
    `INVALID by itself: a m: ${late}. The run is judged by all its shards.`,
  ]);
});

Deno.test("a summary has the note, tags, disclosure and mark of its run, and none that it has not", () =>
  inFolder(async (folder) => {
    const publisher = {
      note: `after\x1b[2J the\n${"upgrade ".repeat(30).trim()}`,
      tags: ["nightly", "eu"],
      invalid_because: "wrong key",
      interest: "none",
    };
    const said = await writeRun(
      folder,
      { run_id: "said", run_by: "lab", publisher: publisher as never },
      answers(5, 1),
    );
    const bare = await writeRun(folder, { run_id: "bare" }, answers(5, 1));
    const summaryOf = async (path: string, id: string) => {
      const db = await openRuns([path]);
      const summary = await summarise(db, id);
      db.close();
      return { said: summary.said, text: summaryText(summary, facts) };
    };
    const found = await summaryOf(said, "said");
    assert.deepEqual(found.said, { ...publisher, run_by: "lab", clocks: null });
    const lines = found.text.split("\n");
    const at = lines.indexOf("Run said");
    const own = lines.slice(at, lines.indexOf("") + 1);
    assert.ok(own.includes("Note: after\\u001b[2J the"), own.join("\n"));
    assert.equal(own.join(" ").match(/upgrade/g)?.length, 30);
    for (
      const line of [
        "Tags: nightly eu",
        "Run by: lab",
        "Interest in the providers: none",
        "INVALID, not for a ranking: marked so by its publisher: wrong key",
      ]
    ) assert.ok(own.includes(line), line);
    assert.ok(own.every((line) => line.length <= 100), own.join("\n"));
    const nothing = await summaryOf(bare, "bare");
    assert.deepEqual(nothing.said, {
      ...{ note: null, tags: [], run_by: null, interest: null, invalid_because: null },
      clocks: null,
    });
    assert.doesNotMatch(nothing.text, /Note|Tags|Run by|Interest|INVALID/);
  }));
