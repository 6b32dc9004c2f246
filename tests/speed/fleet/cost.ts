/** What it takes to merge what many machines left, and to judge the run of it, each in a process of its own. */
import type { CostRow as TableCostRow } from "../../../benchmarks/queries/tables/shards.ts";
import { filesOf } from "../../support/bench.ts";
import { writeShards } from "../../support/stores/many_shards.ts";

/** Rows of each machine, in one part. */
const rowsEach = 1000;

export type CostRow = Omit<TableCostRow, "made_on">;

/** A row for each number of machines; needs Linux, which tells how much memory a process had at most. */
export async function costRows(counts: number[], folder: string): Promise<CostRow[]> {
  const found: CostRow[] = [];
  for (const shards of counts) {
    const store = `${folder}/cost-${shards}`;
    await Deno.mkdir(store);
    const runId = await writeShards(store, shards, rowsEach);
    const parts = [...filesOf(store)].filter((path) => path.endsWith(".parquet"));
    const bytes = parts.reduce((sum, path) => sum + Deno.statSync(path).size, 0);
    const merge = await step("merge", store, runId);
    const judge = await step("judge", store, runId);
    found.push({
      ...{ shards, rows: judge.rows, parts_mib: bytes / 2 ** 20 },
      ...{ merge_s: merge.seconds, merge_cpu_s: merge.cpu_s, merge_mib: merge.mib },
      ...{ judge_s: judge.seconds, judge_cpu_s: judge.cpu_s, judge_mib: judge.mib },
      ...{ cores: navigator.hardwareConcurrency, load: Deno.loadavg()[0] },
    });
    await Deno.remove(store, { recursive: true });
  }
  return found;
}

interface Step {
  seconds: number;
  cpu_s: number;
  mib: number;
  rows: number;
}

async function step(what: "merge" | "judge", store: string, runId: string): Promise<Step> {
  const script = new URL("cost_step.ts", import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, what, store, runId],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`${what} failed:\n${text(stderr)}`);
  return JSON.parse(text(stdout));
}
