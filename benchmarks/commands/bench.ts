/** `deno task bench`: plan, run, seal, show. The parts are wired together only here. */
import { recoverRuns, sealRun } from "../record/seal.ts";
import {
  type Config,
  ConfigError,
  configHash,
  workloadHash,
  workloadLabel,
} from "../plan/config.ts";
import { makePlan } from "../plan/plan.ts";
import { sonnetLines } from "../plan/prompts.ts";
import { entropy } from "../plan/random.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { openJournal } from "../record/journal.ts";
import { Progress } from "../report/progress.ts";
import { summarise, type Summary, summaryText } from "../report/summary.ts";
import { startSimulator } from "../simulator/spawn.ts";
import { writeRunFile } from "../store/run_file.ts";
import { openStore, runsFolder, writeViewsFile } from "../store/views.ts";
import { startClock, wallNow } from "../wire/clock.ts";
import { runTurns } from "../wire/runner.ts";
import { describeRun } from "./run_identity.ts";

export interface BenchOptions {
  resultsDir?: string;
  json?: boolean;
  site?: boolean;
  dryRun?: boolean;
  keepText?: boolean;
  metadata?: Record<string, string>;
}

/**
 * Runs a configuration whole: 0 done, 1 nothing succeeded, 2 a missing key, 130 interrupted (what finished is kept).
 * `environment` reads variables; keys come from there alone.
 */
export async function runBench(
  config: Config,
  options: BenchOptions,
  environment: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Promise<{ status: number; summary: Summary | null; folder: string | null }> {
  const missing = config.targets.filter((t) => t.api_key_env && !environment(t.api_key_env)).map((
    t,
  ) => t.api_key_env!);
  if (missing.length) {
    throw new ConfigError(
      config.name,
      missing.map((name) => `the environment variable ${name} is not set: it holds the key`),
    );
  }
  for (const found of await recoverRuns(options.resultsDir ?? runsFolder(), () => llama2)) {
    console.error(`Kept the finished rows of a run that had been cut off: ${found}`);
  }
  const at = wallNow();
  const runId = `${
    at.toISOString().slice(0, 19).replace(/[-:]/g, "")
  }Z-${config.name}-${entropy()}`;
  const lines = sonnetLines(
    await Deno.readTextFile(new URL("../plan/sonnets.txt", import.meta.url)),
  );
  const turns = makePlan(config, runId, lines);
  const items = turns.flatMap((t) => t.items);
  if (options.dryRun) {
    const tokens = items.reduce((sum, i) => sum + i.inputTokensTarget, 0);
    const out = items.reduce((sum, i) => sum + i.outputTokensTarget, 0);
    console.log(
      `${config.name}: ${items.length} requests to ${config.targets.length} targets in ${config.blocks} blocks (${
        workloadLabel(config)
      }).`,
    );
    console.log(
      `It would send ${tokens.toLocaleString("en-US")} prompt tokens and ask for ${
        out.toLocaleString("en-US")
      }. Nothing was sent.`,
    );
    return { status: 0, summary: null, folder: null };
  }

  const folder = `${options.resultsDir ?? runsFolder()}/${runId}`;
  await Deno.mkdir(folder, { recursive: true });
  const simulator = config.targets.some((t) => t.simulate)
    ? await startSimulator({ seed: config.seed })
    : null;
  const targets = config.targets.map((t) => ({
    provider: t.provider,
    model: t.model,
    model_size: t.model_size ?? null,
    api: t.api,
    base_url: t.base_url ?? `${simulator!.url}/${t.simulate}/v1`,
    key: t.api_key_env ? environment(t.api_key_env)! : null,
    simulated: t.simulate !== undefined,
    params: t.params,
  }));
  const identity = {
    config,
    runId,
    configHash: configHash(config),
    workloadHash: workloadHash(config),
    workload: workloadLabel(config),
    startedAt: at.toISOString(),
    metadata: options.metadata ?? {},
  };
  await writeRunFile(folder, describeRun(identity, { endedAt: null, invalid: null, counts: {} }));
  const journal = await openJournal(folder);
  const progress = new Progress(items.length);
  const stop = watchInterrupts();
  const clock = startClock();
  try {
    await runTurns({
      turns,
      targets,
      load: config.load,
      concurrency: config.concurrency,
      clock,
      identity: {
        run_id: runId,
        config_name: config.name,
        config_hash: identity.configHash,
        workload_hash: identity.workloadHash,
        location: config.location ?? null,
      },
      onRow(row, text) {
        journal.append(row, text);
        progress.add(row);
      },
      // LLMPerf's --timeout: the run stops with what it has.
      shouldStop: () =>
        stop.wanted === "no" && clock.now() / 1e9 > (config.run_timeout_s ?? Infinity)
          ? "now"
          : stop.wanted,
      limits: { requestMs: config.request_timeout_s * 1000 },
      utcOffsetMinutes: -at.getTimezoneOffset(),
    });
  } finally {
    progress.end();
    stop.unwatch();
    await journal.close();
    await simulator?.stop();
  }
  const counts = progress.counts();
  const interrupted = stop.wanted !== "no";
  await writeRunFile(
    folder,
    describeRun(identity, {
      endedAt: wallNow().toISOString(),
      counts,
      invalid: interrupted ? "interrupted: the run was stopped before its plan was done" : null,
    }),
  );
  await sealRun(folder, llama2, options.keepText ?? config.keep_text);
  const db = await openStore(folder.slice(0, folder.lastIndexOf("/")));
  const summary = await summarise(db, runId);
  db.close();
  if (!options.resultsDir) await writeViewsFile().catch(() => {}); // a convenience for other tools
  const simulated = targets.filter((t) => t.simulated).map((t) => t.provider);
  console.error(summaryText(summary, { folder, simulated, errors: progress.firstErrors() }));
  const status = interrupted ? 130 : counts.succeeded ? 0 : 1;
  return { status, summary, folder };
}

// The first Ctrl-C lets requests in flight finish, the second cuts them; both keep what finished.
function watchInterrupts() {
  const state = { wanted: "no" as "no" | "finish" | "now", unwatch: () => {} };
  const listener = () => {
    state.wanted = state.wanted === "no" ? "finish" : "now";
    console.error(
      state.wanted === "finish"
        ? "\nFinishing the requests in flight; Ctrl-C again stops at once. What finished is kept."
        : "\nStopping. What finished is kept.",
    );
  };
  Deno.addSignalListener("SIGINT", listener);
  Deno.addSignalListener("SIGTERM", listener);
  state.unwatch = () => {
    Deno.removeSignalListener("SIGINT", listener);
    Deno.removeSignalListener("SIGTERM", listener);
  };
  return state;
}
