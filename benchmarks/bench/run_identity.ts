/** What `run.json` says of a run of ours: identity, configuration, versions, host. */
import os from "node:os";
import type { Calibration } from "../calibration/calibration.ts";
import type { Config } from "../plan/config.ts";
import { copyName } from "../plan/dataset.ts";
import type { JsonValue } from "../store/duckdb.ts";
import type { Measured } from "./measure.ts";
import { versions } from "./versions.ts";
import type { RunFile } from "../store/run_file.ts";
import type { Shard } from "../shards/shard.ts";

export interface RunIdentity {
  config: Config;
  runId: string;
  configHash: string;
  workloadHash: string;
  workload: string;
  startedAt: string;
  metadata: Record<string, string>;
  resumedAt: string[];
  before: Pick<RunFile, "versions" | "resumed_versions"> | null;
  calibration: Calibration | null;
  location: string | null;
  shard: Shard | null;
}

/** What is known after the load. */
export interface RunOutcome {
  endedAt: string;
  invalid: string | null;
  counts: Record<string, number>;
  health: Measured["health"];
  /** Where others ran beside it, or its start was given. */
  clocks?: Measured["clocks"];
  /** A reason for each target that was given up, else null. */
  givenUp: (string | null)[];
  /** What is said of each target that failed too often in a row, else null. */
  stopped: (string | null)[];
  /** A reason for each target that is no result, else null. */
  invalidTargets: (string | null)[];
}

/** The run file, before (`outcome` null) and after the load. */
export function describeRun(identity: RunIdentity, outcome: RunOutcome | null): RunFile {
  const { config, shard } = identity;
  return {
    run_id: identity.runId,
    config_name: config.name,
    config_hash: identity.configHash,
    workload_hash: identity.workloadHash,
    workload: identity.workload,
    started_at: identity.startedAt,
    ended_at: outcome?.endedAt ?? null,
    location: identity.location,
    seed: config.seed,
    config: {
      ...config,
      // As a path from this file: the run's own copy, which another machine has, too.
      dataset: config.dataset === null ? null : copyName,
      metadata: identity.metadata,
    } as unknown as JsonValue,
    targets: config.targets.map((t, i) => ({
      provider: t.provider,
      model: t.model,
      model_size: t.model_size ?? null,
      api: t.api,
      endpoint: t.base_url ? new URL(t.base_url).host : null,
      simulated: t.simulate !== undefined,
      tls_verified: t.tls_verify,
      stopped: outcome?.stopped[i] ?? null,
      given_up: outcome?.givenUp[i] ?? null,
      invalid: outcome?.invalidTargets[i] ?? null,
    })),
    versions: identity.before?.versions ?? versions(),
    host: {
      os: `${os.type()} ${os.arch()}`,
      cpu: os.cpus()[0]?.model ?? "unknown",
      cores: os.cpus().length,
      memory_gib: Math.round(os.totalmem() / 2 ** 30),
    },
    imported_from: null,
    selection: null,
    caveat: null,
    source: null,
    licence: null,
    run_by: config.run_by ?? null,
    interest: config.interest ?? null,
    calibration: identity.calibration as JsonValue,
    health: outcome ? outcome.health as unknown as JsonValue : null,
    ...(outcome?.clocks ? { clocks: outcome.clocks as unknown as JsonValue } : {}),
    resumed_at: identity.resumedAt,
    resumed_versions: identity.before
      ? [...(identity.before.resumed_versions ?? []), versions()]
      : [],
    invalid: outcome?.invalid ?? null,
    counts: outcome?.counts ?? {},
    ...(shard ? { shard: { index: shard.index, count: shard.count } } : {}),
  };
}
