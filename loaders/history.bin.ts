/** Every valid run and target with its medians, their intervals and ranks, and what changed between runs: /history. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { historyChanges } from "@/benchmarks/queries/history/changes.ts";
import { withJudged } from "@/benchmarks/queries/history/history.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { historyFile } from "@/src/history/history_file.ts";

const db = await openStore();
const names = choiceInfos.map((m) => m.name);
const found = await historyChanges(db, names);
const rows = await withJudged(db, found.rows, names);
db.close();
await new Blob([await historyFile({ ...found, rows }, names)]).stream()
  .pipeTo(Deno.stdout.writable);
