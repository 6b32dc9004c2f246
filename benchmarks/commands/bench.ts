/**
 * From what a person typed to configurations; LLMPerf's flags keep their names, defaults and meanings. What a first
 * request does not need is loaded after it.
 */
import { ConfigError, loadConfig } from "../plan/config.ts";
import { readBoard } from "../store/board/board_file.ts";
import { dataFolder, openRuns } from "../store/views.ts";
import { wallNow } from "../wire/clock.ts";
import { metadataOf } from "../llmperf/flags.ts";
import { type BenchResult, resumeBench, runBench } from "../bench/bench.ts";
import { minus } from "../budget/budget.ts";
import { pricesOn } from "../budget/price.ts";
import { usedBy } from "../budget/used.ts";
import { consentFor } from "../bench/own_config.ts";
import { changedBy } from "../bench/changed_config.ts";
import { type BenchFlags, configOfFlags } from "../bench/flags.ts";
import type { RepeatReport } from "../bench/repeat.ts";
import { shardOfFlags } from "../bench/sharded/shard_flags.ts";
import { noted } from "../targets/environment.ts";
import { catalogueOf } from "./catalogue/named.ts";
import { isRemote, openPlace } from "../places/open.ts";
import { refuseTakenIn, runToRepeat } from "../bench/run_folder.ts";
import { bringRest, ownFolder } from "./remote/store.ts";
import { refuseForeignSite, siteFolder } from "./site_place.ts";

/** Runs each configuration in turn; the exit status is the first that is not 0. */
export async function benchCommand(
  names: string[],
  flags: BenchFlags & { metadata?: string; catalogue?: string; store?: string },
): Promise<number> {
  if ([flags.model, flags.resume, names[0]].filter((given) => given !== undefined).length > 1) {
    throw new ConfigError("command line", [
      "a configuration, --model and --resume: give one of them",
    ]);
  }
  if (flags.startAt !== undefined && names.length > 1) {
    throw new ConfigError("command line", [
      "--start-at: one configuration can begin then; give no other beside it",
    ]);
  }
  const catalogue = catalogueOf(flags) && await import("./catalogue/kept.ts");
  await catalogue?.refuseCatalogue(flags);
  const unread: string[] = [];
  const metadata = metadataOf(flags.metadata ?? "", unread);
  if (unread.length) throw new ConfigError("command line", unread);
  const { environment, read: variables } = noted((name) => Deno.env.get(name));
  const shard = shardOfFlags(flags, names, environment);
  const sharded = shard && {
    ...{ ...shard, place: await openPlace(flags.store ?? dataFolder(), environment) },
    ...{ into: `${ownFolder()}/.store/shards`, variables },
  };
  if (flags.runId !== undefined && !shard && isRemote(flags.store ?? "")) {
    await refuseTakenIn(await openPlace(flags.store!, environment), flags.runId);
  }
  // The site of a run that several make is built when it is whole.
  const builds = flags.site !== false && !flags.dryRun && !flags.resultsDir && !shard;
  if (builds) {
    // Nothing is sent for a site that could not be put there, or whose boards cannot be chosen.
    await refuseForeignSite(siteFolder());
    await readBoard(dataFolder());
  }
  let left = flags.budget;
  const runs: (() => Promise<BenchResult & { repeat?: { report: RepeatReport; text: string } }>)[] =
    [];
  if (flags.resume) {
    const spend = left && { left };
    runs.push(() => resumeBench(flags.resume!, { ...flags, metadata, spend }));
  } else {
    const repeated = await Promise.all(names.map(runToRepeat));
    const configs = flags.model ? [configOfFlags(flags)] : await Promise.all(
      (names.length ? names : ["quickstart"]).map((name, i) =>
        repeated[i]?.config ?? loadConfig(name)
      ),
    );
    for (const [i, given] of configs.entries()) {
      const config = changedBy(given, flags);
      const consented = await consentFor(config, names[i], repeated[i], flags);
      runs.push(async () => {
        const done = await runBench(config, {
          ...flags,
          metadata,
          consented,
          sharded,
          spend: left && { left },
        });
        if (!done.folder || !repeated[i] || shard) return done;
        const { repeatReport } = await import("../bench/repeat.ts");
        return { ...done, repeat: await repeatReport(repeated[i], done.folder) };
      });
    }
  }
  let status = 0;
  for (const run of runs) {
    const done = await run();
    if (done.repeat) console.error(`\n${done.repeat.text}`);
    if (done.summary && flags.json) {
      console.log(JSON.stringify({ ...done.summary, repeat: done.repeat?.report }));
    }
    if (done.folder && flags.resultsDir) {
      const { writeResultFiles } = await import("../llmperf/result_files.ts");
      const db = await openRuns([done.folder]);
      const replaced = await writeResultFiles(
        db,
        flags.resultsDir,
        done.summary!.run_id,
        done.config,
        done.metadata,
      );
      db.close();
      if (replaced.length) console.error(`Replaced, of an earlier run: ${replaced.join(", ")}`);
    }
    if (left && done.folder) {
      const db = await openRuns([done.folder]);
      left = minus(left, await usedBy(db, done.config, await pricesOn(wallNow())));
      db.close();
    }
    if (sharded) {
      const { addPlaced } = await import("./catalogue/placed.ts");
      await addPlaced(flags, sharded.place, [sharded.runId]);
    } else if (done.folder) await catalogue?.addToCatalogue(flags, [done.folder]);
    status ||= done.status;
    if (status === 130) return status;
  }
  if (builds) {
    await bringRest();
    const { buildSite } = await import("./site.ts");
    const built = await buildSite();
    status ||= built;
  }
  return status;
}
