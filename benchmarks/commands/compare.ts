/** `deno task compare A B`: is B really faster than A? */
import { ConfigError } from "../plan/config.ts";
import { columnNames } from "../record/record.ts";
import {
  compared,
  compareSystems,
  type Comparison,
  comparisonText,
  headline,
} from "../report/comparison.ts";
import { quote } from "../store/duckdb.ts";
import { readRunFile } from "../store/run_file.ts";
import { openRuns, openStore, runsFolder } from "../store/views.ts";
import { sayLeftOut } from "./left_out.ts";
import { type System, systemsOf } from "../store/systems.ts";

export interface CompareOptions {
  json?: boolean;
  resultsDir?: string;
  metric?: string[];
  failIfSlower?: number;
}

/**
 * Compares two runs, or two filters (`provider=a,model_size=70b`) over the newest valid runs, b against a.
 * The exit status is 1 where b is slower by more than `failIfSlower` (0.05 is 5%), for sure, in any metric.
 */
export async function compareCommand(
  a: string,
  b: string,
  options: CompareOptions,
): Promise<number> {
  const [one, other] = [await systemsNamed(a, options), await systemsNamed(b, options)];
  const found = pairs(one, other, a, b).flatMap(([x, y]) =>
    compareSystems(x, y, options.metric?.length ? options.metric : compared)
  );
  if (options.json) console.log(JSON.stringify(found, (_, v) => v === Infinity ? "Infinity" : v));
  else {
    console.log(headline(found, ["a", "b"]));
    console.log(`\n${comparisonText(found, ["a", "b"])}`);
    if (!found.every((c) => c.interleaved)) {
      console.log(
        "\nTwo sittings are compared: runs of the same system can differ by the hour. Targets of one run that take turns in ten or more blocks are compared without that.",
      );
    }
  }
  return options.failIfSlower !== undefined && found.some((c) => slowerBy(c, options.failIfSlower!))
    ? 1
    : 0;
}

/** Slower beyond what a limit allows, and not by chance. */
function slowerBy(c: Comparison, limit: number): boolean {
  if (c.verdict !== "slower" || c.ratio === null) return false;
  return c.ratio > 1 ? c.ratio > 1 + limit : 1 / c.ratio > 1 + limit;
}

/** Systems with their own names are compared with each other; two single ones whatever they are called. */
function pairs(one: System[], other: System[], a: string, b: string): [System, System][] {
  if (one.length === 1 && other.length === 1) return [[one[0], other[0]]];
  const found = other.flatMap((y): [System, System][] => {
    const x = one.find((s) => s.provider === y.provider && s.model === y.model);
    return x ? [[x, y]] : [];
  });
  if (found.length) return found;
  throw new ConfigError("command line", [
    `${a} and ${b} have no system in common; choose one of each, as in provider=${
      one[0]?.provider ?? "NAME"
    }`,
  ]);
}

async function systemsNamed(name: string, options: CompareOptions): Promise<System[]> {
  const isFilter = /^[a-z_]+=/.test(name);
  if (isFilter) await sayLeftOut(options.resultsDir);
  const db = isFilter
    ? await openStore(options.resultsDir)
    : await openRuns([await folderOf(name, options)]);
  try {
    const found = await systemsOf(
      db,
      isFilter ? filterSql(name) : "true",
      options.metric?.length ? options.metric : compared,
    );
    if (!found.length) throw new ConfigError("command line", [`${name} has no measured requests`]);
    return found;
  } finally {
    db.close();
  }
}

async function folderOf(name: string, options: CompareOptions): Promise<string> {
  const given = name.replace(/\/?(run\.json)?$/, "");
  for (const folder of [given, `${options.resultsDir ?? runsFolder()}/${given}`]) {
    if (await readRunFile(folder)) return folder;
  }
  throw new ConfigError("command line", [
    `${name} is no run folder, no run's name, and no filter such as provider=NAME`,
  ]);
}

/** `provider=a,model_size=70b` as SQL, over the newest valid run of each target unless it names a run. */
function filterSql(text: string): string {
  const parts = text.split(",").map((part) => {
    const [, column, value] = part.match(/^([a-z_]+)=(.*)$/) ?? [];
    if (!column || !(columnNames as string[]).includes(column)) {
      throw new ConfigError("command line", [
        `${part}: there is no column of that name to choose by`,
      ]);
    }
    return `q.${column}::VARCHAR = ${quote(value)}`;
  });
  if (!/(^|,)run_id=/.test(text)) {
    parts.push("(q.run_id, q.provider, q.model) IN (SELECT (run_id, provider, model) FROM latest)");
  }
  return parts.join(" AND ");
}
