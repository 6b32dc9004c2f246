/** Of every system on a board, the quantiles with too few requests for an interval, by metric: /distributions. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";
import { ofLatest, shownBoards } from "@/benchmarks/queries/boards.ts";
import { weakQuantiles } from "@/benchmarks/queries/support.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { systemKey } from "@/src/rows/systems.ts";

const db = await openStore();
const metrics = choiceInfos.map((m) => m.name);
const weak = await weakQuantiles(db, ofLatest(shownBoards), metrics, (s) => systemKey({ ...s }));
console.log(JSON.stringify(weak));
db.close();
