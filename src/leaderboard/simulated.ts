/** The board of the newest run of a simulated configuration, on a page of its own. */
import type { MetricInfo, RequestRow } from "../rows/board.js";
import { readParquet } from "../rows/load.js";
import { readJudged } from "../rows/made.js";
import { count, day } from "../words/format.js";
import { mountBoards } from "./asked/boards.js";

/**
 * Draws the board in `root` and says in `kicker` what it is of; leaves both where there is no row. `rows` is Parquet,
 * `standings` JSON of its loader.
 */
export async function mountSimulated(
  root: HTMLElement,
  rows: ArrayBuffer,
  standings: string,
  metrics: MetricInfo[],
  kicker: HTMLElement,
): Promise<void> {
  const requests = await readParquet(rows) as unknown as RequestRow[];
  if (!requests.length) return void (root.dataset.ready = "0");
  await mountBoards(root, requests, metrics, readJudged(standings));
  const [{ workload, run_day, run_id }] = requests;
  kicker.textContent = `${count(requests.length)} requests to ${
    new Set(requests.map((r) => r.provider)).size
  } simulated systems · ${workload} · ${day(run_day)} · run ${run_id}`;
}
