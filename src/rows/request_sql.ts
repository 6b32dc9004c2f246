/** DuckDB's SQL over view `requests` that gives the numbers of a figure; each is run as it is printed by tests. */
import { runsOf } from "./chosen.js";
import { statisticNames } from "./statistics.js";
import type { Population } from "./statistics.js";

/** A run of a system, or several taken together, as the columns of view `requests` name it. */
export interface Target {
  /** Null where several runs are taken together. */
  run_id: string | null;
  provider: string;
  model: string;
  location: string | null;
  /** Those that are taken together. */
  runs?: string[];
}

/** Which requests, and which of their numbers. */
export interface Asked {
  metric: { name: string; better: "higher" | "lower" | null };
  population: Population;
  targets: Target[];
  /** Conditions on the columns of `requests`, of the reader's own filters. */
  where?: string[];
  /** What the page does beside SQL, a sentence each. */
  remarks?: string[];
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** Columns that name a run of a target. */
export const nameColumns = ["run_id", "provider", "model", "location"] as const;
type Name = typeof nameColumns[number];
/** Columns that name each of these targets: without the run where several are taken together. */
export const namesOf = (targets: Target[]): readonly Name[] =>
  targets.some((t) => t.runs) ? nameColumns.slice(1) : nameColumns;

/** The targets of rows, each once, in their order. */
export function targetsOf(rows: Record<string, unknown>[]): Target[] {
  const targets = rows.map((r): Target => {
    const named = Object.fromEntries(
      nameColumns.map((c) => [c, r[c] ?? null]),
    ) as unknown as Target;
    const runs = runsOf(r);
    return runs ? { ...named, run_id: null, runs } : named;
  });
  const key = (t: Target) => JSON.stringify([nameColumns.map((c) => t[c]), t.runs]);
  return [...new Map(targets.map((t) => [key(t), t])).values()];
}

/** Condition that a row is of one of the targets. */
export function ofTargets(targets: Target[]): string {
  if (!targets.length) return "false";
  // Those measured in the same runs share a list of them.
  const groups = [...Map.groupBy(targets, (t) => t.runs?.join("\n")).values()].map((own) => {
    const { runs } = own[0];
    if (!runs) return ofNames(own);
    return `${ofNames(own)}\n    AND run_id IN (\n    ${runs.map(quote).join(", ")})`;
  });
  return groups.length === 1 ? groups[0] : `((${groups.join(")\n    OR (")}))`;
}

function ofNames(targets: Target[]): string {
  const columns = nameColumns.filter((c) => targets.some((t) => t[c] !== null));
  // Where some have no place, an empty text stands for it on both sides: nothing equals null.
  const cell = (t: Target, c: Name) => quote(t[c] ?? "");
  const column = (c: Name) => targets.some((t) => t[c] === null) ? `coalesce(${c}, '')` : c;
  const rows = targets.map((t) => `(${columns.map((c) => cell(t, c)).join(", ")})`);
  // A run may have answers of the same model from a place, too.
  const nowhere = columns.includes("location") ? "" : "\n    AND location IS NULL";
  return `(${columns.map(column).join(", ")}) IN (\n    ${rows.join(",\n    ")})${nowhere}`;
}

/** Expression for the value of a row of the population: among all attempts a failure has the worst there is. */
export function valueSql({ name, better }: Asked["metric"], population: Population): string {
  if (population !== "all") return name;
  const failure = better === "higher" ? "0::DOUBLE" : "'infinity'::DOUBLE";
  return `CASE WHEN status = 'ok' THEN ${name} ELSE ${failure} END`;
}

/** Condition that an attempt belongs to a population. */
export function populationSql({ name }: Asked["metric"], population: Population): string {
  if (population === "all") return "status IN ('ok', 'failed', 'dropped')";
  const without = population === "llmperf" && name.startsWith("ttft");
  return `status = 'ok'${without ? " AND error_code IS NULL" : ""}`;
}

/** The rows of a population, to stand after WHERE. */
export function chosenSql({ metric, population, targets, where = [] }: Asked): string {
  return [
    "phase = 'measured'",
    populationSql(metric, population),
    ...where,
    ofTargets(targets),
  ].join("\n    AND ");
}

/** The rows and one value `x` of each, to stand in another statement: what a statistic is of. */
export const valuesSql = (asked: Asked): string =>
  `SELECT ${nameColumns.join(", ")}, request_index, attempt, ${
    valueSql(asked.metric, asked.population)
  } AS x
  FROM requests
  WHERE ${chosenSql(asked)}`;

/** Remark of a page that has a seeded sample of its requests. */
export const sampleRemarks = (rows: Record<string, unknown>[]): string[] =>
  Number(rows[0]?.sampled_from ?? 0) > rows.length
    ? ["The page has a seeded sample of the requests; this is over all of them."]
    : [];

/** Sentences as comments before a statement. */
export const remarksOf = ({ remarks = [] }: Pick<Asked, "remarks">): string =>
  remarks.map((line) => `-- ${line}\n`).join("");

/**
 * Expression for quantile `p` (0 to 1) of column x: linear, type 7. Among all attempts one that lies beside a failure,
 * or between a failure and a value, is a failure: interpolated it would be a number that nothing measured.
 */
export function quantileSql(
  p: number,
  better: "higher" | "lower" | null,
  population: Population,
): string {
  const plain = p === 0.5 ? "median(x)" : `quantile_cont(x, ${p})`;
  if (population !== "all") return plain;
  const [failure, from] = better === "higher"
    ? ["0", (h: string) => `floor(${h})`] as const
    : ["'infinity'", (h: string) => `greatest(count(x) - 1, 0) - ceil(${h})`] as const;
  const at = from(`greatest(count(x) - 1, 0) * ${p}e0`);
  return `CASE WHEN count_if(x = ${failure}) > ${at} THEN ${failure} ELSE ${plain} END`;
}

/** How many values column x has, and their eight statistics, to stand after SELECT. */
export function columnsOfX({ metric, population }: Asked): string {
  const quantile = (name: string) => {
    const p = name === "median" ? 0.5 : Number(`0.${name.slice(1)}`);
    return `${quantileSql(p, metric.better, population)} AS ${name}`;
  };
  const plain: Record<string, string> = {
    mean: "avg(x) AS mean",
    min: "min(x) AS min",
    max: "max(x) AS max",
  };
  return `count(x)::INTEGER AS n,
  ${statisticNames.map((name) => plain[name] ?? quantile(name)).join(",\n  ")}`;
}

/** What ends a statement of one row per target: the best median first. */
export const byTarget = ({ metric, targets }: Asked): string =>
  `GROUP BY ${namesOf(targets).join(", ")}
ORDER BY median${metric.better === "higher" ? " DESC" : ""}, ${namesOf(targets).join(", ")}`;

/** The eight statistics of each target, the best median first. */
export const statisticsSql = (asked: Asked): string =>
  `${remarksOf(asked)}SELECT ${namesOf(asked.targets).join(", ")}, ${columnsOfX(asked)}
FROM (
  ${valuesSql(asked)})
${byTarget(asked)}`;

/** Each request with its value, target by target. */
export function requestsSql(asked: Asked): string {
  return `${remarksOf(asked)}SELECT ${
    nameColumns.join(", ")
  }, request_index, attempt, x AS ${asked.metric.name}
FROM (
  ${valuesSql(asked)})
WHERE x IS NOT NULL
ORDER BY ${nameColumns.join(", ")}, request_index, attempt`;
}
