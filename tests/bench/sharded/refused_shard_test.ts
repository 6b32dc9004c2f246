/** Shards that send nothing: what is said, and what they leave. */
import assert from "node:assert/strict";
import { runBench } from "../../../benchmarks/bench/bench.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import { checkConfig, ConfigError } from "../../../benchmarks/plan/config.ts";
import { inFolder } from "../../support/bench.ts";

Deno.test("a load that cannot be shared is refused before anything is in the store", () =>
  inFolder(async (folder) => {
    const config = checkConfig({
      name: "narrow",
      ...{ mean_input_tokens: 60, mean_output_tokens: 5, requests: 8, concurrency: 2 },
      targets: [{ provider: "here", model: "m", simulate: "groq-70b" }],
    }, "narrow");
    const place = folderPlace(`${folder}/store`);
    await assert.rejects(
      runBench(config, {
        sharded: { index: 1, count: 3, runId: "r", place, into: `${folder}/here` },
      }, () => undefined),
      (error: Error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /narrow cannot be shared by 3 shards[\s\S]+2 shards or fewer/);
        return true;
      },
    );
    for (const made of ["store", "here"]) {
      await assert.rejects(Deno.stat(`${folder}/${made}`), Deno.errors.NotFound);
    }
  }));

Deno.test("who waited for the others in vain keeps no row, and says so", () =>
  inFolder(async (folder) => {
    const config = checkConfig({
      name: "alone",
      ...{ mean_input_tokens: 60, mean_output_tokens: 5, requests: 8, concurrency: 4, warmup: 0 },
      ...{ load: { shape: "open", rate: 3 }, calibrate: false },
      targets: [{ provider: "here", model: "m", simulate: "groq-70b" }],
    }, "alone");
    const place = folderPlace(`${folder}/store`);
    await assert.rejects(
      runBench(config, {
        ...{ sharded: { index: 0, count: 2, runId: "r", place, into: `${folder}/here` } },
        startWithin: 1,
      }, () => undefined),
      ({ message }: Error) => {
        assert.match(message, /^Shard 1 of 2 was not ready within 1 s .+nothing was measured\./);
        assert.doesNotMatch(message, /kept in/);
        return true;
      },
    );
  }));
