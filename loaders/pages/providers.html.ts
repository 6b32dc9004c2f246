/** Page `/providers`: what can be driven, one line each. */
import { providersTable } from "@/benchmarks/queries/tables/providers.ts";
import { rowsOf } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { baked } from "@/src/components/take.ts";
import { type ApiRow, evidenceHtml, overviewHtml } from "@/src/provider_pages/provider_pages.ts";

const db = await openStore();
const apis = await rowsOf<ApiRow>(db, providersTable);
db.close();
const protocols = apis.filter(({ api, protocol }) => api === protocol).length;
const services = apis.length - protocols;
console.log(partsHtml({
  kicker: `${protocols} wire protocols · ${services} services and servers that speak OpenAI's`,
  overview: baked(providersTable, overviewHtml(apis)),
  evidence: evidenceHtml,
}));
