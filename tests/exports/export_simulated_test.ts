/** Simulated runs through the files of another tool and back. */
import assert from "node:assert/strict";
import { importCommand } from "../../benchmarks/commands/import.ts";
import { exportRun } from "../../benchmarks/commands/runs/export.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { asked, importInto } from "../importers/formats/peers.ts";
import { captured, inFolder, summary, writePair } from "../importers/llmperf_files.ts";
import { writeRun } from "../support/stores/written_run.ts";

Deno.test("simulated systems stay so, and apart, through LLMPerf's files; a name that is lacking is warned of", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/store`);
    const config = checkConfig({
      name: "made",
      mean_input_tokens: 100,
      mean_output_tokens: 25,
      requests: 6,
      targets: ["sim-a", "sim-b"].map((provider) => ({ provider, model: "m", simulate: "steady" })),
    }, "test");
    const seen = ["sim-a", "sim-b"].flatMap((provider, i) =>
      [1, 2].map((n) => ({
        ...{ provider, simulated: true, ttft_s: n / 8 + i, ttft_content_s: n / 8 + i },
        ...{ e2e_latency_s: n + 2 * i, output_tokens: 10, input_tokens: 100 },
      }))
    );
    await writeRun(
      `${folder}/store`,
      { run_id: "run-1", config: JSON.parse(JSON.stringify(config)) },
      seen,
    );
    const exported = await captured(() =>
      exportRun("run-1", { to: "llmperf", out: `${folder}/out`, resultsDir: `${folder}/store` })
    );
    const { err } = await importInto(`${folder}/again`, exported.out);
    assert.deepEqual(err, []);
    const sql = `SELECT provider, simulated, count(*) AS n FROM requests GROUP BY ALL ORDER BY ALL`;
    assert.deepEqual(await asked(`${folder}/again`, sql), [
      { provider: "sim-a", simulated: true, n: 2 },
      { provider: "sim-b", simulated: true, n: 2 },
    ]);
    // Of a file that names neither, the end of its model's name tells, and a person who it was.
    await Deno.mkdir(`${folder}/bare`);
    const { framework: _, ...bare } = { ...summary, model: "m (simulated)" };
    await writePair(`${folder}/bare`, "x", { summary: bare });
    const other = await importInto(`${folder}/other`, [`${folder}/bare`]);
    assert.match(
      other.err.join("\n"),
      /^[^\n]*: it does not name the provider, .*--provider NAME names it\.$/,
    );
    assert.deepEqual(await asked(`${folder}/other`, sql), [
      { provider: "unknown", simulated: true, n: 3 },
    ]);
    const resultsDir = `${folder}/named/runs`;
    await captured(() => importCommand([`${folder}/bare`], { resultsDir, provider: "sim-c" }));
    assert.deepEqual(await asked(`${folder}/named`, sql), [
      { provider: "sim-c", simulated: true, n: 3 },
    ]);
  }));
