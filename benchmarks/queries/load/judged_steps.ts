/** What page `/load` stands on: the steps of its table, and how sure each of their numbers is. */
import { compare, judge, type Judged } from "../../judging/compare.ts";
import { intervalOf } from "../../judging/estimate.ts";
import { draw } from "../../judging/population.ts";
import { type Share, shareOf } from "../../judging/statistics/goodput.ts";
import { metric } from "../../metrics/metrics.ts";
import { loadSchema, type Slo } from "../../plan/load/load_schema.ts";
import { type Database, type JsonValue, quote } from "../../store/duckdb.ts";
import { limitCodes } from "./limit_codes.ts";
import { attemptsOf, goodOf, readOfAttempts } from "./step_attempts.ts";
import { boardsOfSystems, type System } from "../systems.ts";
import { type LoadStepRow, loadSteps, stepsOfTargetsSql } from "../tables/load.ts";

/** Times that a step is judged by, each in its population. */
const times = [
  ["ttft_s", "succeeded"],
  ["e2e_latency_s", "succeeded"],
  ["response_time_s", "all"],
  ["decode_tokens_per_s", "succeeded"],
] as const;
export type TimeName = typeof times[number][0];
function ofTimes<T>(get: (name: TimeName) => T): Record<TimeName, T> {
  return Object.fromEntries(times.map(([name]) => [name, get(name)])) as Record<TimeName, T>;
}
const ps = { median: 0.5, p95: 0.95, p99: 0.99 };
type Ends = [low: number, high: number];

/** How sure the numbers of a step are; null where it has too few requests. */
export interface Sure {
  /** Of each time the 95% interval of its quantiles. */
  intervals: Record<TimeName, Record<keyof typeof ps, Ends | null>>;
  /** Of each time its median over that of the lightest step, with the 95% interval. */
  against: Record<TimeName, [ratio: number, low: number, high: number] | null>;
  /** The share of its requests that kept every limit of the search; null where the run is none. */
  goodput: Share | null;
}
export type LoadStep = LoadStepRow & Sure;

/** A step whose attempts were not found. */
const unjudged: Sure = {
  intervals: ofTimes(() => ({ median: null, p95: null, p99: null })),
  against: ofTimes(() => null),
  goodput: null,
};

/** A page holds codes of so many attempts. */
const mostCoded = 100_000;

/** What a search asked for. */
export interface Asked {
  slo: Slo;
  goodput: number;
  precision: number;
}
export interface LoadData {
  steps: LoadStep[];
  /** Of each run that was a search. */
  asked: Record<string, Asked>;
  /**
   * Of each step how its attempts stand to every limit of a reader (`limitCodes`), newest runs first, as far as a page
   * has room; null of the others.
   */
  codes: (string | null)[];
  /** Statement of the steps of the targets that stand in it as `$targets`. */
  sql: string;
}

/** Every step of the newest runs, judged. */
export async function loadData(db: Database): Promise<LoadData> {
  const rows = await stepRows(db);
  const runs = [...new Set(rows.map(({ run_id }) => run_id))];
  const asked = await askedOf(db, runs);
  const sure = new Map<LoadStepRow, Sure>();
  const codes = new Map<LoadStepRow, string>();
  const coded = codedOf(rows);
  const ofTarget = Map.groupBy(rows, keyOf);
  const where = `q.run_id IN (${[...runs, ""].map(quote).join(", ")})`;
  for await (const [, systems] of boardsOfSystems(db, where, readOfAttempts)) {
    for (const system of systems) {
      const own = ofTarget.get(keyOf(system)) ?? [];
      // A run may be called as what every object has, such as constructor.
      const wanted = Object.hasOwn(asked, system.run_id) ? asked[system.run_id] : undefined;
      judgeSteps(own, system, wanted).forEach((s, i) => sure.set(own[i], s));
      for (const row of own.filter((row) => coded.has(row))) {
        const { attempts, values } = attemptsOf(system, row);
        codes.set(row, limitCodes(attempts.status, values));
      }
    }
  }
  return {
    steps: rows.map((row) => ({ ...row, ...sure.get(row) ?? unjudged })),
    asked,
    codes: rows.map((row) => codes.get(row) ?? null),
    sql: stepsOfTargetsSql,
  };
}

/** The steps whose attempts have room: all of a run, or none. */
function codedOf(rows: LoadStepRow[]): Set<LoadStepRow> {
  let room = mostCoded;
  const runs = [...Map.groupBy(rows, ({ run_id }) => run_id).values()];
  return new Set(runs.flatMap((own) => {
    room -= own.reduce((sum, { attempts }) => sum + attempts, 0);
    return room >= 0 ? own : [];
  }));
}

/** The rows of the table, infinities as numbers. */
async function stepRows(db: Database): Promise<LoadStepRow[]> {
  const { rows } = await db.query(loadSteps.sql);
  const number = (value: JsonValue) => value === "Infinity" ? Infinity : value;
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, number(value)]))
  ) as unknown as LoadStepRow[];
}

type Named = Pick<System, "run_id" | "provider" | "model" | "location">;
const keyOf = ({ run_id, provider, model, location }: Named) =>
  JSON.stringify([run_id, provider, model, location]);

async function askedOf(db: Database, runs: string[]): Promise<Record<string, Asked>> {
  const { rows } = await db.query(
    `SELECT run_id, CAST(config->'$.load' AS VARCHAR) AS load FROM runs
    WHERE config->>'$.load.shape' = 'find' AND run_id IN (${[...runs, ""].map(quote).join(", ")})`,
  );
  return Object.fromEntries(rows.flatMap(({ run_id, load }) => {
    // A file of others may call anything so.
    const { data } = loadSchema.safeParse(JSON.parse(String(load)));
    if (typeof data !== "object" || data.shape !== "find") return [];
    const { slo, goodput, precision } = data;
    return Object.keys(slo).length ? [[run_id, { slo, goodput, precision }]] : [];
  }));
}

function judgeSteps(rows: LoadStepRow[], system: System, asked?: Asked): Sure[] {
  const judged = rows.map((row) => {
    const own = attemptsOf(system, row);
    const samples = Object.fromEntries(times.map(([name, population]) => {
      const { better } = metric(name);
      const known = name !== "response_time_s" || row.response_time_s !== null;
      const values = known ? own.values[name] : own.values[name].map(() => null);
      const { sample } = draw(population, own.attempts, values, better!);
      return [name, known ? sample : null];
    }));
    return { own, samples };
  });
  const lightest = lightestOf(rows);
  return judged.map(({ own, samples }, i) => {
    const middle = (step: number, name: TimeName): Judged | null => {
      const sample = judged[step].samples[name];
      return sample && judge(sample, 0.5);
    };
    return {
      intervals: ofTimes((name) => {
        const ends = Object.entries(ps).map(([key, p]) => {
          const found = samples[name] && judge(samples[name], p);
          return [key, found && intervalOf(found.sample, found.estimate)];
        });
        return Object.fromEntries(ends);
      }),
      against: ofTimes((name) => {
        const [a, b] = [middle(lightest, name), middle(i, name)];
        const found = i !== lightest && a && b ? compare(a, b) : null;
        // Of two that never had an answer there is no ratio.
        return found && !Number.isNaN(found.ratio) ? [found.ratio, found.low, found.high] : null;
      }),
      goodput: asked ? shareOf(goodOf(own, asked.slo)) : null,
    };
  });
}

/** Which step is the lightest: of the least rate, or the fewest in flight. */
export function lightestOf(rows: Pick<LoadStepRow, "rate_from" | "concurrency">[]): number {
  const level = rows.map(({ rate_from, concurrency }) => rate_from ?? concurrency ?? Infinity);
  return level.indexOf(Math.min(...level));
}
