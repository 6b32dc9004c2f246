/** Whether what shards left is the run that they were to make: every odd thing is one sentence. Pure. */
import { withoutEnd } from "../../providers/read/ends.ts";
import type { Manifest } from "../manifest.ts";
import { planPath } from "../paths.ts";
import type { FoundRun, FoundShard } from "./found.ts";

export interface CheckedRun {
  /** Manifests that may be merged, in the order of their shards: all agree, and their parts are there. */
  manifests: Manifest[];
  /** How many there are to be; null where nothing says so. */
  shards: number | null;
  /** Why the run is not whole, each a sentence. */
  lacking: string[];
  /** What is odd, though nothing is lost by it. */
  notes: string[];
}

/** Numbers as a person reads them: `shards 1, 4 and 7`, of many the first few. */
export function shardList(shards: number[]): string {
  const few = 5;
  const [one] = shards;
  if (shards.length === 1) return `shard ${one}`;
  const [shown, rest] = [shards.slice(0, few), shards.length - few];
  if (rest > 0) return `shards ${shown.join(", ")} and ${rest.toLocaleString("en-US")} more`;
  return `shards ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** Looks at names, sizes and what manifests say; the bytes of parts are for `parts.ts`. */
export function checkRun({ runId, shards, planFault, found }: FoundRun): CheckedRun {
  const lacking = planFault === null ? [] : [`${planPath(runId)} ${planFault}.`];
  const notes: string[] = [];
  const whole: Manifest[] = [];
  for (const shard of found) {
    const faults = shards !== null && shard.shard >= shards
      ? [`Shard ${shard.shard} is none of the run's ${shards}: shards count from 0.`]
      : faultsOf(shard);
    lacking.push(...faults);
    if (shard.manifest && !faults.length) whole.push(shard.manifest);
    notes.push(...strays(shard));
  }
  const manifests = agreeing(whole, lacking, shards);
  const there = new Set(found.map(({ shard }) => shard));
  const missing = Array.from({ length: shards ?? 0 }, (_, i) => i).filter((i) => !there.has(i));
  if (missing.length) {
    const left = missing.length === 1 ? "has left nothing" : "have left nothing";
    lacking.push(`S${shardList(missing).slice(1)} of ${shards} ${left}: not begun, or elsewhere.`);
  }
  if (shards === null) lacking.push("Nothing says how many shards the run has.");
  return { manifests, shards, lacking, notes };
}

function faultsOf({ shard, manifest, fault, parts }: FoundShard): string[] {
  const name = `Shard ${shard}`;
  if (fault !== null) return [`The manifest of shard ${shard} ${withoutEnd(fault, ".")}.`];
  if (!manifest) {
    const n = parts.size;
    const has = n === 0 ? "no part" : n === 1 ? "one part" : `${n} parts`;
    return [`${name} is not done: it has ${has} and no manifest.`];
  }
  return manifest.parts.flatMap(({ file, bytes }) => {
    const there = parts.get(file);
    if (there === undefined) return [`${name} lacks ${file}, which its manifest names.`];
    const number = (n: number) => n.toLocaleString("en-US");
    return there === bytes ? [] : [
      `${file} of shard ${shard} has ${number(there)} bytes, and its manifest says ${
        number(bytes)
      }.`,
    ];
  });
}

/** Parts that no manifest names: another process wrote them, or the one that did was not heard of. */
function strays({ shard, manifest, parts }: FoundShard): string[] {
  if (!manifest) return [];
  const named = new Set(manifest.parts.map(({ file }) => file));
  return [...parts.keys()].filter((file) => !named.has(file)).map((file) =>
    `${file} of shard ${shard} is in no manifest: its rows are not counted.`
  );
}

/** Those that say the same of the run as the first does. */
function agreeing(manifests: Manifest[], lacking: string[], shards: number | null): Manifest[] {
  const first = manifests[0];
  return manifests.filter((manifest) => {
    const other = shards !== null && manifest.shards !== shards
      ? `is one of ${manifest.shards} shards, and the run has ${shards}`
      : manifest.plan_sha256 !== first.plan_sha256
      ? `has another plan than shard ${first.shard}`
      : manifest.run.config_hash !== first.run.config_hash
      ? `has another configuration than shard ${first.shard}`
      : manifest.run.workload_hash !== first.run.workload_hash
      ? `has another workload than shard ${first.shard}`
      : null;
    if (other) lacking.push(`Shard ${manifest.shard} ${other}.`);
    return !other;
  });
}
