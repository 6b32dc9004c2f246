/** The store as a catalogue knows it: now, or at a moment before. */
import { ConfigError } from "../../plan/config.ts";
import { printable } from "../../report/table.ts";
import { lastMomentOf, runsThen, saidOf } from "../../store/lake/as_of.ts";
import { catalogueVariable } from "../../store/lake/lake_name.ts";
import type { FoundRuns } from "../../store/run_folders.ts";
import { reachHere, rootOf } from "./kept.ts";
import { catalogueOf, type CatalogueOptions } from "./named.ts";

export interface AsOfOptions extends CatalogueOptions {
  asOf?: string;
}

/** Runs as they were, and the folder that has what was said of them then; take it away when the store is closed. */
export interface Then {
  found: FoundRuns;
  folder: string;
}

/** Whether a person asks for what a catalogue knows. Throws `ConfigError` where that cannot be meant. */
export function asksCatalogue(options: AsOfOptions): boolean {
  const faults: string[] = [];
  if (options.asOf !== undefined && !catalogueOf(options)) {
    faults.push(`--as-of asks a catalogue: give it by --catalogue or ${catalogueVariable}`);
  }
  if (options.asOf !== undefined && lastMomentOf(options.asOf) === null) {
    faults.push(`--as-of takes a day or a time such as 2026-11-30 or 2026-11-30T12:00:00Z`);
  }
  if (faults.length) throw new ConfigError("command line", faults);
  return options.catalogue !== undefined || options.asOf !== undefined;
}

/** What the catalogue says of the store whose runs are `now`; on stderr it is said of which moment. */
export async function storeThen(
  options: AsOfOptions,
  now: FoundRuns,
): Promise<Then> {
  const name = catalogueOf(options)!;
  const at = options.asOf === undefined ? null : lastMomentOf(options.asOf);
  const said = await saidOf(name, await rootOf(options), at, await reachHere());
  if (!said) {
    throw new ConfigError("command line", [
      `the catalogue ${name.shown} says nothing of ${at ?? "any moment"}: it begins later ` +
      `(deno task catalogue lists its snapshots)`,
    ]);
  }
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-as-of-" });
  const found = await runsThen(said, now, folder);
  const { snapshot, time } = said.snapshot;
  const runs = found.runs.length === 1 ? "one run" : `${found.runs.length} runs`;
  console.error(printable(`As of ${time}, snapshot ${snapshot} of ${name.shown}: ${runs}.`));
  for (const { folder: run, reason } of found.broken) {
    console.error(printable(`Left out: ${run}: ${reason}.`));
  }
  for (const other of said.others) {
    console.error(
      printable(`The catalogue also knows the store ${other}, which is not asked here.`),
    );
  }
  return { found, folder };
}
