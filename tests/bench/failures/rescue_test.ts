import assert from "node:assert/strict";
import { recover } from "../../../benchmarks/bench/rescue.ts";
import { openJournal } from "../../../benchmarks/store/journal/journal.ts";
import { inFolder, row, text } from "../../store/journal/journals.ts";

Deno.test("recover() says of a run that was cut off what may be done: none goes on with a search", () =>
  inFolder(async (runs) => {
    const find = { shape: "find", of: "rate", from: 1, to: 8, slo: { ttft_s: 1 }, goodput: 0.95 };
    const said: [name: string, config: unknown, words: string][] = [
      ["closed", { load: "closed" }, "(--resume goes on with it)"],
      ["found", { load: find }, "(a search is not gone on with: make it again)"],
      ["strange", null, "(--resume goes on with it)"],
    ];
    for (const [name, config] of said) {
      const journal = await openJournal(`${runs}/${name}`);
      journal.append(row(0, "2026-01-01T00:00:00Z"), text("one"));
      await journal.close();
      const run = { run_id: name, config, invalid: null, ended_at: null, counts: {} };
      await Deno.writeTextFile(`${runs}/${name}/run.json`, JSON.stringify(run));
    }
    const lines: string[] = [];
    const printed = console.error;
    console.error = (line: string) => void lines.push(line);
    try {
      assert.deepEqual(await recover(runs), []);
    } finally {
      console.error = printed;
    }
    assert.deepEqual(
      lines,
      said.map(([name, , words]) =>
        `Kept the finished rows of a run that had been cut off: ${runs}/${name} ${words}`
      ),
    );
  }));
