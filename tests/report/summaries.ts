/** Summaries of the runs of these tests. */
import { summarise } from "../../benchmarks/report/summary/summary.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { rows, runId, writeRun } from "../llmperf/result_support.ts";

export const facts = {
  folder: "f",
  unverified: [],
  givenUp: [],
  goingOn: false,
  invalid: null,
  full: true,
};

export async function summaryOf(given: typeof rows) {
  let found!: Awaited<ReturnType<typeof summarise>>;
  await inFolder(async (folder) => {
    await writeRun(folder, given);
    const db = await openStore(folder);
    found = await summarise(db, runId);
    db.close();
  });
  return found;
}
