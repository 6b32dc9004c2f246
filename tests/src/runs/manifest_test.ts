import assert from "node:assert/strict";
import { hostWords } from "../../../benchmarks/shared/host_words.ts";
import type { RunPage } from "../../../benchmarks/queries/runs/run_pages.ts";
import { manifestHtml } from "../../../src/run_pages/run_manifest.ts";

const pageOf = (shards: number | null) => ({
  run: {
    ...{ run_id: "monday", workload: "100 in", workload_hash: "w", config_hash: "c", seed: 1 },
    ...{ location: null, host: { cores: 2 }, versions: {}, resumed_at: [], config: {}, shards },
    ...{ health: null, imported_from: null, calibration: null, clocks: null, clock: null },
  },
  ...{ calibration: null, limits: {} },
} as unknown as RunPage);

Deno.test("a run's page says how many shards made it, and nothing of one that a process made", () => {
  assert.match(manifestHtml(pageOf(4)), /Made by.*4 shards together, each a process of its own/s);
  assert.match(manifestHtml(pageOf(1)), /Made by.*>1 shard, a process of its own/s);
  assert.doesNotMatch(manifestHtml(pageOf(null)), /Made by/);
});

Deno.test("a machine is told in words with units, whatever a file says of it", () => {
  const host = { os: "Linux x64", cpu: "EPYC", cores: 2, memory_gib: 24 };
  assert.equal(hostWords(host), "Linux x64, EPYC, 2 cores, 24 GiB of memory");
  assert.equal(hostWords({ cores: 1, rack: { u: 7 } }), '1 core, rack {"u":7}');
  for (const none of [null, {}, undefined, "x"]) assert.equal(hostWords(none), null);
  assert.match(manifestHtml(pageOf(null)), /Machine.*>2 cores</s);
  const page = pageOf(null);
  const evil = { ...page, run: { ...page.run, host: { os: "<img src=x>" } } } as unknown as RunPage;
  assert.doesNotMatch(manifestHtml(evil), /<img/);
});
