/** Page `/providers`: what can be driven, one line each. */
import { providers } from "@/benchmarks/providers/index.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { evidenceHtml, overviewHtml } from "@/src/provider_pages/provider_pages.ts";

const protocols = providers.filter((p) => !p.protocol || p.protocol === p.name).length;
const services = providers.length - protocols;
console.log(partsHtml({
  kicker: `${protocols} wire protocols · ${services} services and servers that speak OpenAI's`,
  overview: overviewHtml(providers),
  evidence: evidenceHtml,
}));
