/** One step of what a run costs, in a process of its own: `merge STORE RUN` or `judge STORE RUN`. Prints JSON. */
import process from "node:process";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import { judgeBoards } from "../../../benchmarks/queries/standings.ts";
import { openRuns } from "../../../benchmarks/store/views.ts";
import { mergeOf } from "./files.ts";

const [what, store, runId] = Deno.args;

async function merge(): Promise<number | null> {
  const { state, rows, lacking } = await mergeOf(folderPlace(store), runId);
  if (state !== "merged") throw new Error(lacking.join(" "));
  return rows;
}

/** As a board does: the metrics of its switch, in every population, with their intervals. */
async function judge(): Promise<number> {
  const db = await openRuns([`${store}/runs/${runId}`]);
  try {
    await judgeBoards(db, "true", ["ttft_s", "e2e_tokens_per_s", "decode_tokens_per_s"]);
    const { rows: [{ n }] } = await db.query("SELECT count(*) AS n FROM requests");
    return Number(n);
  } finally {
    db.close();
  }
}

const [before, used] = [performance.now(), process.cpuUsage()];
const rows = await (what === "merge" ? merge() : judge());
const seconds = (performance.now() - before) / 1000;
const { user, system } = process.cpuUsage(used);
const cpu_s = (user + system) / 1e6;
const status = await Deno.readTextFile("/proc/self/status");
const mib = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
console.log(JSON.stringify({ seconds, cpu_s, mib, rows }));
