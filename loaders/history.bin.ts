/** Every valid run and target with its medians, their intervals and ranks, and what changed between runs: /history. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { wholeHistory } from "@/benchmarks/queries/history/whole.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { historyFile } from "@/src/history/history_file.ts";

const db = await openStore();
const found = await wholeHistory(db);
db.close();
await new Blob([await historyFile(found, choiceInfos.map((m) => m.name))]).stream()
  .pipeTo(Deno.stdout.writable);
