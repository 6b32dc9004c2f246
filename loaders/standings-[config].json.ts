/** The newest finished run of a configuration, judged; nothing where there is none yet. */
import { leaderboardInfos } from "@/benchmarks/metrics/metrics.ts";
import { bakedStatistics } from "@/benchmarks/queries/baked.ts";
import { newestRunSql, newestRunWhere } from "@/benchmarks/queries/boards.ts";
import { judgeBoards } from "@/benchmarks/queries/standings.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { judgedJson } from "@/src/rows/made.ts";

const name = Deno.args.find((a) => a.startsWith("--config="))?.slice("--config=".length) ?? "";
const db = await openStore();
const metrics = leaderboardInfos.map((m) => m.name);
const statistics = await bakedStatistics(db, newestRunSql(name), metrics);
const judged = await judgeBoards(db, newestRunWhere(name, "q"), metrics, statistics);
console.log(judgedJson(judged));
db.close();
