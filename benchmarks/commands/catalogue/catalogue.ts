/** `deno task catalogue`: brings a catalogue up to its store, and lists what it knows of every moment before. */
import { ConfigError } from "../../plan/config.ts";
import { sayLeftOut } from "../../report/left_out.ts";
import { printable, table } from "../../report/table.ts";
import { snapshotsOf } from "../../store/lake/as_of.ts";
import { catalogueVariable } from "../../store/lake/lake_name.ts";
import { dataFolder } from "../../store/views.ts";
import { catalogueStore, reachHere, rootOf, sayNotInRequests } from "./kept.ts";
import { catalogueOf, type CatalogueOptions } from "./named.ts";
import { foundThere } from "../remote/store.ts";

/** Adds what is not in the catalogue yet, and prints its snapshots. Returns the exit status. */
export async function catalogueCommand(
  options: CatalogueOptions & { json?: boolean },
): Promise<number> {
  const name = catalogueOf(options);
  if (!name) {
    throw new ConfigError("command line", [
      `which catalogue? Give --catalogue FILE (or postgres:dbname=NAME host=HOST), or ${catalogueVariable}`,
    ]);
  }
  const folder = options.resultsDir ?? dataFolder();
  const found = await sayLeftOut(options.resultsDir, foundThere());
  const change = await catalogueStore(name, await rootOf(options), folder, found);
  if (change) sayNotInRequests(name, change);
  const snapshots = await snapshotsOf(name, await reachHere());
  if (options.json) {
    const { added = [], renewed = [], gone = [], not_in_requests = [] } = change ?? {};
    console.log(
      JSON.stringify({
        catalogue: name.shown,
        runs: found.runs.length,
        ...{ added, renewed, gone, not_in_requests, snapshots },
      }),
    );
    return 0;
  }
  console.log(printable(
    change
      ? `${name.shown}: ${change.added.length} added, ${change.renewed.length} renewed, ${change.gone.length} gone.`
      : `${name.shown} knew all ${found.runs.length} runs already.`,
  ));
  console.log(table(
    ["snapshot", "time", "runs"],
    snapshots.map(({ snapshot, time, message }) => [snapshot, time, message]),
  ));
  return 0;
}
