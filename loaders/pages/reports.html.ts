/** Page `/reports/`: which reports there are. */
import { reportsIn } from "@/benchmarks/queries/reports/list.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { listHtml } from "@/src/report_pages/report_list.ts";

console.log(partsHtml({ list: listHtml(reportsIn()) }));
