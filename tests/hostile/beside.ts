/** A run of hostile targets beside a good one, and what must hold of it. */
import assert from "node:assert/strict";
import { openStore } from "../../benchmarks/store/views.ts";
import { type Done, ended, run, start } from "../support/bench.ts";
import { inTries } from "../support/tries.ts";
import { peakOf } from "../support/peak_memory.ts";

/** A target of a configuration. */
export interface Target {
  provider: string;
  base_url: string;
  http?: "2";
  tls_verify?: false;
}

const requests = 2;
/** Seconds that a hostile answer may take. */
const timeout_s = 0.6;
/** What the process of the run may ever have held, bytes. */
const mostMemory = 2 ** 30;

/**
 * Runs `good` beside `hostile`, all in one run, each with two requests, at once or in `blocks` of one: its rows must be
 * whole and valid, and every later command must work.
 */
export async function runBeside(
  folder: string,
  good: Target,
  hostile: Target[],
  blocks: 1 | 2 = requests,
): Promise<void> {
  let tries = 0;
  // The good one has 0.6 s, too: on a machine that stood still meanwhile it is late, or no result.
  await inTries(async () => {
    const own = `${folder}/${tries++}`;
    await Deno.mkdir(own);
    await runOnce(own, good, hostile, blocks);
  }, 3);
}

async function runOnce(folder: string, good: Target, hostile: Target[], blocks: 1 | 2) {
  const file = `${folder}/hostile.jsonc`;
  await Deno.writeTextFile(
    file,
    JSON.stringify({
      name: "hostile",
      mean_input_tokens: 50,
      mean_output_tokens: 20,
      requests,
      blocks,
      concurrency: 2,
      keep_text: true,
      record: true,
      keep_going: true,
      request_timeout_s: timeout_s,
      targets: [good, ...hostile].map((target) => ({ ...target, model: "m" })),
    }),
  );
  const into = ["--results-dir", folder];
  const bench = await measured(["bench", file, "--no-site", "--yes", ...into]);
  assert.equal(bench.code, 0, bench.err);
  assert.ok(bench.peak < mostMemory, `${bench.peak} bytes`);
  const most = 300 + hostile.length * blocks * (timeout_s + 0.2);
  assert.ok(bench.seconds < most, `${bench.seconds} s`);
  console.log(
    `${hostile.length} hostile targets: ${bench.seconds.toFixed(0)} s, at most ${
      (bench.peak / 1e6).toFixed(0)
    } MB`,
  );
  const valid = await rowsAreThere(folder, good, hostile);
  await laterCommands(folder, into, requests * (hostile.length + 1), valid);
}

async function measured(args: string[]): Promise<Done & { seconds: number; peak: number }> {
  const from = performance.now();
  const child = start(args, { OPENAI_API_KEY: "sk-hostile-0123456789" });
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, peakOf(child.pid)), 100);
  const done = await ended(child);
  clearInterval(timer);
  return { ...done, peak, seconds: (performance.now() - from) / 1000 };
}

/** Gives the providers whose rows are valid. */
async function rowsAreThere(folder: string, good: Target, hostile: Target[]): Promise<string[]> {
  const db = await openStore(folder);
  try {
    const { rows } = await db.query(
      `SELECT provider, count(*) AS n, count(*) FILTER (status = 'ok') AS ok,
        count(*) FILTER (status <> 'ok' AND coalesce(error_class, 'unknown') = 'unknown') AS unsaid,
        max(http_version) AS http FROM requests GROUP BY ALL`,
    );
    const of = new Map(rows.map((row) => [row.provider, row]));
    assert.deepEqual(of.get(good.provider), {
      provider: good.provider,
      n: requests,
      ok: requests,
      unsaid: 0,
      http: good.http ?? "1.1",
    });
    for (const { provider } of hostile) {
      assert.equal(of.get(provider)?.n, requests, provider);
      assert.equal(of.get(provider)?.unsaid, 0, provider);
    }
    const { rows: runs } = await db.query("SELECT invalid FROM runs");
    assert.deepEqual(runs, [{ invalid: null }]);
    const { rows: latest } = await db.query("SELECT provider FROM latest ORDER BY provider");
    const valid = latest.map(({ provider }) => String(provider));
    assert.ok(valid.includes(good.provider));
    return valid;
  } finally {
    db.close();
  }
}

async function laterCommands(folder: string, into: string[], rows: number, valid: string[]) {
  const count = "select count(*) as n, any_value(run_id) as run from requests";
  const sql = await run(["sql", "--json", ...into, count]);
  const [{ n, run: id }] = JSON.parse(sql.out);
  assert.equal(n, rows, sql.err);
  const check = await run(["runs", "check", ...into]);
  assert.equal(check.code, 0, check.out + check.err);
  const [a, b] = valid;
  const compared = await run(["compare", `provider=${a}`, `provider=${b}`, ...into]);
  assert.ok(compared.code <= 1, compared.out + compared.err);
  const replayed = await run(["replay", id, "--json", ...into]);
  const { replayed: again, differ, differences } = JSON.parse(replayed.out);
  assert.deepEqual([again, differ], [n, 0], JSON.stringify(differences));
  assert.equal([...Deno.readDirSync(folder)].filter(({ isDirectory }) => isDirectory).length, 1);
}
