/** `deno task bench:judging`: what judging a leaderboard costs, beside DuckDB's plain quantiles of the same rows. */
import { judge } from "../judging/compare.ts";
import { estimate } from "../judging/estimate.ts";
import { draw } from "../judging/population.ts";
import { rank } from "../judging/ranks.ts";
import { type Database, openDuckdb } from "../store/duckdb.ts";
import { startClock } from "../wire/clock.ts";

const systems = 20;
const metrics = { ttft_s: "lower", e2e_latency_s: "lower", e2e_tokens_per_s: "higher" } as const;
const names = Object.keys(metrics) as (keyof typeof metrics)[];
const levels = [0.5, 0.95, 0.99];

/** Times both over `rows` made-up attempts of 20 systems in 40 time blocks, three metrics, both populations. */
export async function judgingCommand(options: { rows: number; json?: boolean }): Promise<number> {
  const db = await openDuckdb();
  try {
    await db.run(rowsSql(options.rows));
    const plain_s = await timed(() => plain(db));
    const judged_s = await timed(() => judged(db));
    const found = { rows: options.rows, systems, plain_s, judged_s, ratio: judged_s / plain_s };
    if (options.json) console.log(JSON.stringify(found));
    else {
      console.log(
        `${found.rows} rows of ${systems} systems, ${names.length} metrics, both populations: ` +
          `DuckDB's quantiles ${plain_s.toFixed(2)} s, the judged leaderboard ${
            judged_s.toFixed(2)
          } s, ${found.ratio.toFixed(1)} times as long`,
      );
    }
    return 0;
  } finally {
    db.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const clock = startClock();
  await work();
  return clock.now() / 1e9;
}

// Lognormal by Box and Muller from hashes: the same rows every time. One in a hundred fails.
function rowsSql(rows: number): string {
  const uniform = (salt: number) => `(hash(i, ${salt}) / 18446744073709551616.0 + 1e-12)`;
  const normal = (salt: number) =>
    `sqrt(-2 * ln(${uniform(salt)})) * cos(2 * pi() * ${uniform(salt + 1)})`;
  return `CREATE TABLE attempts AS
    SELECT 's' || (i % ${systems}) AS provider, i // ${systems} AS request_index,
      (i * 40 // ${rows})::INTEGER AS block, CASE WHEN ok THEN 'ok' ELSE 'failed' END AS status,
      CASE WHEN ok THEN ttft_s END AS ttft_s, CASE WHEN ok THEN e2e END AS e2e_latency_s,
      CASE WHEN ok THEN 150 / e2e END AS e2e_tokens_per_s
    FROM (SELECT i, hash(i, 0) % 100 <> 0 AS ok, 0.3 * exp(0.25 * ${normal(1)}) AS ttft_s,
      (2 + (i % ${systems}) / 10) * exp(0.25 * ${normal(3)}) AS e2e FROM range(${rows}) t(i))`;
}

// Among failures no interpolation: infinities would give NaN.
async function plain(db: Database): Promise<void> {
  const list = `[${levels.join(", ")}]`;
  const columns = names.flatMap((name) => {
    const failure = metrics[name] === "higher" ? "0" : "'infinity'::DOUBLE";
    const all = `CASE WHEN status = 'ok' THEN ${name} ELSE ${failure} END`;
    return [`quantile_cont(${name}, ${list})`, `quantile_disc(${all}, ${list})`];
  });
  await db.query(`SELECT provider, ${columns.join(", ")} FROM attempts GROUP BY provider`);
}

async function judged(db: Database): Promise<void> {
  const columns = ["status", "block", ...names].map((name) =>
    `list(${name} ORDER BY request_index) AS ${name}`
  );
  const { rows } = await db.query(
    `SELECT provider, ${columns.join(", ")} FROM attempts GROUP BY provider ORDER BY provider`,
  );
  const groups = rows as unknown as (
    & { status: string[]; block: number[] }
    & Record<keyof typeof metrics, (number | null)[]>
  )[];
  for (const name of names) {
    for (const population of ["succeeded", "all"] as const) {
      const drawn = groups.map((group) => draw(population, group, group[name], metrics[name]));
      for (const { sample } of drawn) levels.forEach((p) => estimate(sample, p));
      for (const p of [0.5, 0.95]) {
        const systems = drawn.map(({ sample }) => judge(sample, p)!);
        rank(systems, metrics[name], drawn.every((d) => d.timeBlocks));
      }
    }
  }
}
