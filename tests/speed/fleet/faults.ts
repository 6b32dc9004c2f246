/** Files and machines that go wrong: what is said of the run, and whether a row is lost or counted twice. */
import type { FaultRow as TableFaultRow } from "../../../benchmarks/queries/tables/shards.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import type { Manifest } from "../../../benchmarks/shards/manifest.ts";
import { manifestName, partName, shardPath } from "../../../benchmarks/shards/paths.ts";
import { readRunFile } from "../../../benchmarks/store/run_file.ts";
import { commitFleet, mergeOf } from "./files.ts";
import { machinesOf, type Plants } from "./machines.ts";
import { type FleetPlan, lengthOf } from "./plan.ts";
import { play } from "./play.ts";

export type FaultRow = Omit<TableFaultRow, "made_on">;

interface Fault {
  planted: string;
  plants?: Plants;
  /** Done to the files of shard 1, in its folder of the place. */
  spoil?(folder: string, manifest: Manifest): Promise<void>;
  withoutMissing?: boolean;
}

const remove = (path: string) => Deno.remove(path);
const partIn = (folder: string, { parts }: Manifest) => `${folder}/${parts[0].file}`;
const write = (folder: string, manifest: Manifest) =>
  Deno.writeTextFile(`${folder}/${manifestName}`, JSON.stringify(manifest));

const faults = (plan: FleetPlan): Fault[] => [
  {
    planted: "a machine was lost before its manifest",
    spoil: (f) => remove(`${f}/${manifestName}`),
  },
  {
    planted: "the same, merged without it",
    spoil: (f) => remove(`${f}/${manifestName}`),
    withoutMissing: true,
  },
  { planted: "a machine never began", spoil: (f) => Deno.remove(f, { recursive: true }) },
  {
    planted: "a part was written in half",
    spoil: async (f, m) => await Deno.truncate(partIn(f, m), m.parts[0].bytes >> 1),
  },
  {
    planted: "a byte of a part was changed",
    async spoil(f, m) {
      const bytes = await Deno.readFile(partIn(f, m));
      bytes[bytes.length >> 1] ^= 1;
      await Deno.writeFile(partIn(f, m), bytes);
    },
  },
  { planted: "a part is gone that a manifest names", spoil: (f, m) => remove(partIn(f, m)) },
  {
    planted: "a machine began twice, and the second left a part",
    spoil: async (f, m) => await Deno.copyFile(partIn(f, m), `${f}/${partName(0, "0".repeat(64))}`),
  },
  {
    planted: "a machine began twice, and both parts are in its manifest",
    async spoil(f, m) {
      const twin = partName(1, m.parts[0].sha256);
      await Deno.copyFile(partIn(f, m), `${f}/${twin}`);
      await write(f, { ...m, parts: [...m.parts, { ...m.parts[0], file: twin }] });
    },
  },
  {
    planted: "a machine had another plan",
    spoil: async (f, m) => await write(f, { ...m, plan_sha256: "0".repeat(64) }),
  },
  {
    planted: "a machine came late by a fifth of the run",
    plants: { lateShare: 0.25, late_s: 0.2 * lengthOf(plan) },
  },
];

/** A row for each fault, of a run by `shards` machines; the files are made in `folder`. */
export async function faultRows(
  plan: FleetPlan,
  shards: number,
  folder: string,
): Promise<FaultRow[]> {
  const found: FaultRow[] = [];
  for (const [i, { planted, plants = {}, spoil, withoutMissing }] of faults(plan).entries()) {
    const store = `${folder}/fault-${i}`;
    const manifests = await commitFleet(
      plan,
      play(plan, machinesOf(shards, plants, "fault")),
      store,
    );
    await spoil?.(`${store}/${shardPath(plan.runId, 1)}`, manifests[1]);
    const { rows, lacking, notes, state } = await mergeOf(
      folderPlace(store),
      plan.runId,
      { withoutMissing },
    );
    const run = state === "merged" ? await readRunFile(`${store}/runs/${plan.runId}`) : null;
    const invalid = run?.invalid ? [`Invalid: ${run.invalid}.`] : [];
    found.push({
      ...{ planted, shards, requests: plan.asked.requests, rows, merged: state === "merged" },
      says: [...lacking, ...notes, ...invalid].join(" ") || "Nothing.",
    });
  }
  return found;
}
