/**
 * What it costs to merge the shards of a run: `deno task bench:merge [--shards 1000] [--rows 1000] [--rounds N]`, one
 * round where nothing is said. The shards are made first, as if each had committed its part; then the command merges
 * them in a process of its own, whose most resident memory is looked at. Needs Linux.
 */
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { openDuckdb, parquetFiles } from "../../benchmarks/store/duckdb.ts";
import { writeShards } from "../support/stores/many_shards.ts";
import { peakOf } from "../support/peak_memory.ts";
import { median, print, roundsAsked } from "./rounds.ts";

const option = (flag: string, otherwise: number) => {
  const at = Deno.args.indexOf(flag);
  return at < 0 ? otherwise : Number(Deno.args[at + 1]);
};
const [shards, rows] = [option("--shards", 1000), option("--rows", 1000)];

async function merged(folder: string): Promise<{ seconds: number; peakMib: number }> {
  const from = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...grantsOf("merge"), "benchmarks/main.ts", "merge", "--json"],
    env: { TOKENBOARD_DATA: folder },
    stdout: "piped",
  }).spawn();
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, peakOf(child.pid)), 20);
  const { code, stdout } = await child.output();
  clearInterval(timer);
  const seconds = (performance.now() - from) / 1000;
  const [found] = JSON.parse(new TextDecoder().decode(stdout));
  if (code !== 0 || found.state !== "merged") throw new Error(found.lacking[0]);
  return { seconds, peakMib: peak / 2 ** 20 };
}

const found: { seconds: number; peakMib: number }[] = [];
let bytes = 0;
for (let round = 0; round < roundsAsked(1); round++) {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-merge-" });
  try {
    const runId = await writeShards(folder, shards, rows);
    found.push(await merged(folder));
    const path = `${folder}/runs/${runId}/requests.parquet`;
    bytes = (await Deno.stat(path)).size;
    const db = await openDuckdb();
    const { rows: [{ n }] } = await db.query(`SELECT count(*) AS n FROM ${parquetFiles([path])}`);
    db.close();
    if (n !== shards * rows) throw new Error(`${n} rows instead of ${shards * rows}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
const row = {
  ...{ shards, rows: shards * rows },
  seconds: median(found.map(({ seconds }) => seconds)),
  peak_mib: median(found.map(({ peakMib }) => peakMib)),
  merged_mb: bytes / 1e6,
};
print(`Merging the shards of a run (${roundsAsked(1)} rounds)`, [row], {
  ...{ bench: "merge", rounds: roundsAsked(1), rows: [row] },
});
