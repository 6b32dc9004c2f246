/** Page `/cost` before its script runs: the default board, and what the script draws the others from. */
import { comparedInfos } from "@/benchmarks/metrics/metrics.ts";
import { boardGroupsSql, shownBoards } from "@/benchmarks/queries/boards.ts";
import { pricedJudgements, pricedTargets } from "@/benchmarks/queries/ranking/priced.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { readPrices } from "@/benchmarks/store/reference/prices.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { costHtml } from "@/src/cost/cost.ts";
import { boardsWith, steps, usualLimits } from "@/src/cost/cost_data.ts";
import { cellsSql, costSql } from "@/src/cost/cost_sql.ts";
import type { Target } from "@/src/rows/request_sql.ts";
import { judgedJson } from "@/src/rows/made.ts";

const offered = ["e2e_tokens_per_s", "decode_tokens_per_s", "ttft_s", "e2e_latency_s"];
const metrics = offered.map((name) => comparedInfos.find((m) => m.name === name)!);
const db = await openStore();
markInOrder(await providerNames(db));
const ask = async (sql: string) => (await db.query(sql)).rows as never;
const targets: Target[] = await ask(
  `SELECT run_id, provider, model, location FROM latest l WHERE ${shownBoards} ORDER BY ALL`,
);
const boards = boardsWith({
  groups: await ask(boardGroupsSql(shownBoards)),
  rows: await ask(costSql(targets, offered, usualLimits)),
  cells: await ask(cellsSql(targets, steps)),
  judged: await pricedJudgements(db, offered),
  priced: await pricedTargets(db),
});
const { faults } = await readPrices(dataFolder());
db.close();
const data = { boards, metrics, faults };
console.log(partsHtml({ costs: await costHtml(data), data: judgedJson(data) }));
