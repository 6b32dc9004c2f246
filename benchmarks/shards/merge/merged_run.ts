/** `run.json` of a run that shards made, of their manifests alone, so that whoever merges writes the same. Pure. */
import { withoutEnd } from "../../providers/read/ends.ts";
import type { JsonValue } from "../../store/duckdb.ts";
import type { RunFile, RunShard, RunTarget } from "../../store/run_file.ts";
import { clocksOf } from "../clocks/clocks_of.ts";
import type { Manifest } from "../manifest.ts";
import { shardList } from "./check.ts";

/**
 * The run of these manifests, at least one, in the order of their shards. Times reach from the first begin to the last
 * end; of health and calibration the worst counts; why a shard or a target is no result is said of all. `counts` are
 * of the merged rows, `odd` are reasons why the whole is none.
 */
export function mergedRun(
  manifests: Manifest[],
  counts: Record<string, number>,
  odd: string[] = [],
): RunFile {
  const runs = manifests.map(({ run }) => run);
  const [first] = runs;
  const resumed = manifests.flatMap(({ run }) =>
    (run.resumed_at ?? []).map((at, i) => ({ at, versions: run.resumed_versions?.[i] ?? {} }))
  ).sort((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
  const { shard: _, ...alone } = first as RunFile & { shard?: unknown };
  const clocks = clocksOf(manifests);
  const reasons = [...odd, ...reasonsOf(manifests, ({ run }) => run.invalid)];
  return {
    ...alone,
    started_at: ends(runs, "started_at")[0] ?? null,
    ended_at: ends(runs, "ended_at").at(-1) ?? null,
    location: same(runs.map(({ location }) => location)),
    targets: first.targets.map((target, i) => mergedTarget(target, manifests, i)),
    calibration: worstCalibration(runs.map(({ calibration }) => calibration)),
    health: worst(runs.map(({ health }) => health ?? null)),
    clock: clocks?.clock ?? null,
    clocks: (clocks?.clocks ?? null) as unknown as JsonValue,
    resumed_at: resumed.map(({ at }) => at),
    resumed_versions: resumed.map(({ versions }) => versions),
    invalid: reasons.length ? reasons.join("; ") : null,
    counts,
    shards: manifests[0].shards,
    each_shard: manifests.map(eachShard),
  };
}

function eachShard({ shard, planned, parts, run }: Manifest): RunShard {
  return {
    shard,
    started_at: run.started_at,
    ended_at: run.ended_at,
    location: run.location,
    host: run.host,
    versions: run.versions,
    planned,
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
  };
}

/** Moments that are known, in order. */
const ends = (runs: RunFile[], name: "started_at" | "ended_at"): string[] =>
  runs.flatMap((run) => run[name] ?? []).sort();

/** What all say; null where they differ. */
const same = (values: (string | null)[]): string | null =>
  values.every((value) => value === values[0]) ? values[0] : null;

/** What shards say, each reason once: `shards 1 and 3: it was stopped`. */
function reasonsOf(
  manifests: Manifest[],
  of: (manifest: Manifest) => string | null | undefined,
): string[] {
  const saying = manifests.flatMap((manifest) => {
    const why = of(manifest);
    return why ? [{ shard: manifest.shard, why: withoutEnd(why, ".") }] : [];
  });
  const all = manifests.length;
  return [...Map.groupBy(saying, ({ why }) => why)].map(([why, some]) =>
    `${
      some.length === all && all > 1 ? "every shard" : shardList(some.map((s) => s.shard))
    }: ${why}`
  );
}

function mergedTarget(target: RunTarget, manifests: Manifest[], i: number): RunTarget {
  const said = (name: "given_up" | "stopped" | "invalid") =>
    reasonsOf(manifests, ({ run }) => run.targets[i]?.[name]).join("; ") || null;
  return {
    ...target,
    ...("tls_verified" in target
      ? { tls_verified: manifests.every(({ run }) => run.targets[i]?.tls_verified !== false) }
      : {}),
    stopped: said("stopped"),
    given_up: said("given_up"),
    invalid: said("invalid"),
  };
}

/** Of each number the highest; of all else what the first has. */
function worst(values: JsonValue[]): JsonValue {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length) return Math.max(...numbers);
  const objects = values.filter(isRecord);
  if (!objects.length) return values.find((value) => value !== null) ?? null;
  const names = [...new Set(objects.flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => [name, worst(objects.map((value) => value[name] ?? null))]),
  );
}

/** That of the shard which was off the furthest, whole: over the limit before all others. Null where one has none. */
function worstCalibration(all: JsonValue[]): JsonValue {
  if (!all.every(isRecord)) return null;
  const off = (found: JsonValue) => {
    const p95 = isRecord(found) && isRecord(found.ttft_error_ms) ? found.ttft_error_ms.p95 : null;
    return typeof p95 === "number" ? p95 : Infinity;
  };
  const isOver = (found: JsonValue) => isRecord(found) && typeof found.over === "string";
  return all.toSorted((a, b) => Number(isOver(b)) - Number(isOver(a)) || off(b) - off(a))[0] ??
    null;
}

const isRecord = (value: JsonValue): value is { [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
