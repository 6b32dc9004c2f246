/** Page `/providers`: what can be driven, one line each. */
import { providersTable } from "@/benchmarks/queries/tables/providers.ts";
import { ask } from "@/benchmarks/queries/tables/table.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { bakedHtml } from "@/src/components/files.ts";
import { evidenceHtml, overviewHtml } from "@/src/provider_pages/provider_pages.ts";

const db = await openStore();
const apis = await ask(db, providersTable);
db.close();
const protocols = apis.rows.filter(({ api, protocol }) => api === protocol).length;
const services = apis.rows.length - protocols;
console.log(partsHtml({
  kicker: `${protocols} wire protocols · ${services} services and servers that speak OpenAI's`,
  overview: bakedHtml(apis, overviewHtml),
  evidence: evidenceHtml,
}));
