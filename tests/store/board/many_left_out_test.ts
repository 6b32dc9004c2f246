/** A board that leaves many out. */
import assert from "node:assert/strict";
import type { RunTarget } from "../../../benchmarks/store/run_file.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

Deno.test("a choice that leaves out a thousand systems is read at once, each with its reason", () =>
  inFolder(async (folder) => {
    const of = (...providers: string[]) => ({
      started_at: `2026-0${providers.length}-01T12:00:00Z`,
      targets: providers.map((provider) => ({ provider, model: "m" })) as RunTarget[],
    });
    const rows = ["acme", "other"].flatMap((provider) => answers(3, 1, { provider }));
    await writeRun(folder, { run_id: "both", ...of("acme", "other") }, rows);
    await writeRun(folder, { run_id: "alone", ...of("other") }, rows.slice(3));
    const many = Array.from({ length: 998 }, (_, i) => ({ provider: `p${i}`, because: "no" }));
    const leave_out = [
      ...many,
      { provider: "other", model: "m", because: "it's" },
      { provider: "acme", model: "another", because: "no" },
    ];
    await Deno.writeTextFile(`${folder}/board.jsonc`, JSON.stringify({ leave_out }));
    const began = performance.now();
    const db = await openStore(folder);
    const { rows: latest } = await db.query("SELECT provider || ' ' || run_id AS row FROM latest");
    assert.deepEqual(latest.map((r) => r.row), ["acme both"]);
    const { rows: left } = await db.query(
      "SELECT run_id, left_out FROM runs WHERE left_out IS NOT NULL",
    );
    assert.deepEqual(left, [{ run_id: "alone", left_out: "Without m of other (it's)" }]);
    db.close();
    assert.ok(performance.now() - began < 60_000, "a condition for each took minutes");
  }));
