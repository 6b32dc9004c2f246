import assert from "node:assert/strict";
import { exportReport } from "../../benchmarks/commands/reports/export_report.ts";
import { ConfigError } from "../../benchmarks/plan/config.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("exportReport() refuses a place that is no folder before it builds anything", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "mine");
    for (const out of [`${folder}/file`, `${folder}/file/below`]) {
      await assert.rejects(exportReport("llama-2-70b-2023", out), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.equal(
          error.message,
          `${out} cannot hold a report:\n  it is a file, or below one: --out names a folder`,
        );
        return true;
      });
    }
    assert.equal(await Deno.readTextFile(`${folder}/file`), "mine");
  }));
