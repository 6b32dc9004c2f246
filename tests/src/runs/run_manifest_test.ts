import assert from "node:assert/strict";
import type { RunPage } from "../../../benchmarks/queries/runs/run_pages.ts";
import { manifestHtml } from "../../../src/run_pages/run_manifest.ts";

Deno.test("a run's page says in words what its run does not say", () => {
  const run = {
    ...{ run_id: "r", workload: null, workload_hash: null, config_hash: null, seed: null },
    ...{ location: null, host: {}, health: null, imported_from: "vllm", calibration: null },
    ...{ clocks: null, versions: {}, resumed_at: [], config: {}, shards: null },
  };
  const page = { run, calibration: null, limits: {} } as unknown as RunPage;
  const text = manifestHtml(page).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  assert.match(text, /Sent from not said /);
  assert.doesNotMatch(text, /null/);
});
