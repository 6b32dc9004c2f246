/** `deno task compare A B`: is B really faster than A? */
import { ConfigError } from "../plan/config.ts";
import { comparableMetrics } from "../metrics/metrics.ts";
import {
  compared,
  type ComparedSystems,
  compareSystems,
  succeeded,
} from "../report/comparison/comparison.ts";
import { pairsOf, unlike } from "../report/comparison/comparison_pairs.ts";
import { comparisonText, headline } from "../report/comparison/comparison_text.ts";
import { foundText } from "../report/comparison/comparison_runs.ts";
import { pooled } from "../judging/pool.ts";
import { printable, terminalWidth } from "../report/table.ts";
import { runNamed } from "./runs/named.ts";
import { filterSql } from "../report/comparison/comparison_filter.ts";
import { readRunFile } from "../store/run_file.ts";
import { openRuns, openStore, runsFolder } from "../store/views.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { type System, systemsOf } from "../queries/systems.ts";

export interface CompareOptions {
  json?: boolean;
  resultsDir?: string;
  /** Of which runs a filter chooses: of every valid one, or of the newest of each target. */
  runs?: "all" | "newest";
  metric?: string[];
  failIfSlower?: number;
}

/**
 * Compares two runs, or two filters (`provider=a,model_size=70b`) over all valid runs, b against a. What several runs
 * of a filter measured of one system, under one workload from one place, is taken together.
 * The exit status is 1 where b is slower by more than `failIfSlower` (0.05 is 5%), for sure, in any metric, or where
 * it answered nothing.
 */
export async function compareCommand(
  a: string,
  b: string,
  options: CompareOptions,
): Promise<number> {
  const names = metricsOf(options);
  if ([a, b].some(isFilter)) await sayLeftOut(options.resultsDir);
  const [one, other] = pooled([await systemsNamed(a, options), await systemsNamed(b, options)]);
  const pairs = paired(one, other, a, b).map(([x, y]): ComparedSystems => ({
    a: x,
    b: y,
    comparisons: compareSystems(x, y, names),
  }));
  const found = pairs.flatMap((pair) => pair.comparisons);
  if (options.json) console.log(JSON.stringify(found, (_, v) => v === Infinity ? "Infinity" : v));
  else {
    console.log(headline(pairs, ["a", "b"]));
    console.log(`\n${comparisonText(pairs, ["a", "b"], terminalWidth())}`);
    if (!found.every((c) => c.interleaved)) {
      console.log(
        "\nTwo sessions are compared, and the same system can differ from hour to hour. " +
          'To rule that out, measure both in one run with "blocks": 10 or more.',
      );
    }
  }
  const limit = options.failIfSlower;
  return limit !== undefined && pairs.some((pair) => fails(pair, limit)) ? 1 : 0;
}

/** Slower beyond what a limit allows, and not by chance; who answers nothing is slower than any limit. */
function fails({ a, b, comparisons }: ComparedSystems, limit: number): boolean {
  if (succeeded(b) === 0 && succeeded(a) > 0) return true;
  return comparisons.some(({ verdict, ratio }) =>
    verdict === "slower" && ratio !== null && Math.max(ratio, 1 / ratio) > 1 + limit
  );
}

function metricsOf({ metric: given = [] }: CompareOptions): string[] {
  const known = comparableMetrics.map((m) => m.name);
  const faults = given.filter((name) => !known.includes(name)).map((name) =>
    `nothing is faster or slower by ${name}; metrics: ${known.join(", ")}`
  );
  if (faults.length) throw new ConfigError("command line", faults);
  return given.length ? given : compared;
}

/** The pairs to compare; says on stderr what is left out, and what is not alike. */
function paired(one: System[], other: System[], a: string, b: string): [System, System][] {
  const { pairs, alone } = pairsOf(one, other);
  if (!pairs.length) {
    throw new ConfigError("command line", [
      `${a} and ${b} have no system in common; choose one of each, as in provider=${
        one[0]?.provider ?? "NAME"
      }`,
    ]);
  }
  if (pairs.some(([x, y]) => x.simulated !== y.simulated)) {
    throw new ConfigError("command line", [
      "one side is simulated and the other is not: they are never compared",
    ]);
  }
  const name = (s: System) => `${s.provider} ${s.model}`;
  alone.forEach((systems, i) =>
    systems.forEach((s) =>
      console.error(`Left out: ${name(s)}: ${["b", "a"][i]} has none to compare it with.`)
    )
  );
  const differences = pairs.flatMap(([x, y]) =>
    unlike(x, y).map((what) => `WARNING: ${pairs.length > 1 ? `${name(y)}: ` : ""}${what}.`)
  );
  for (const line of new Set(differences)) console.error(line);
  return pairs;
}

const isFilter = (name: string) => /^[a-z0-9_]+=/.test(name);

async function systemsNamed(name: string, options: CompareOptions): Promise<System[]> {
  const db = isFilter(name)
    ? await openStore(options.resultsDir)
    : await openRuns([await folderOf(name, options)]).catch((error) => {
      throw new ConfigError("command line", [error.message.replace(/\.$/, "")]);
    });
  try {
    const found = await systemsOf(
      db,
      isFilter(name) ? filterSql(name, options.runs) : "true",
      metricsOf(options),
    );
    const whole = new Set(
      found.flatMap((s) => s.invalid === null ? [] : [`${s.run_id} is invalid: ${s.invalid}`]),
    );
    if (whole.size) throw new ConfigError("command line", [...whole]);
    const valid = found.filter((s) => s.target_invalid === null);
    const reasons = found.filter((s) => s.target_invalid !== null).map((s) =>
      `${s.provider} ${s.model} of ${s.run_id} is invalid: ${s.target_invalid}`
    );
    if (!valid.length && reasons.length) throw new ConfigError("command line", reasons);
    for (const reason of reasons) console.error(printable(`Left out: ${reason}.`));
    if (!found.length) {
      const among = isFilter(name) && options.runs === "newest"
        ? " among the newest runs, of which data/board.jsonc may leave some out; --runs all has every valid run"
        : "";
      throw new ConfigError("command line", [`${name} has no measured requests${among}`]);
    }
    if (isFilter(name)) console.error(foundText(name, valid));
    return valid;
  } finally {
    db.close();
  }
}

async function folderOf(name: string, options: CompareOptions): Promise<string> {
  const given = name.replace(/\/?(run\.json)?$/, "");
  for (const folder of [given, `${options.resultsDir ?? runsFolder()}/${given}`]) {
    if (await readRunFile(folder)) return folder;
  }
  const which = `deno task runs lists them; a filter is written as provider=${name}`;
  return (await runNamed(name, options, which)).folder;
}
