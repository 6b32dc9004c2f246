/** The pages of all providers, which a build puts into the page that it has for one. */
import { providers } from "@/benchmarks/providers/index.ts";
import { heldStore } from "@/benchmarks/queries/held.ts";
import { providerFacts } from "@/benchmarks/queries/tables/provider_facts.ts";
import { providerMarkdown } from "@/src/provider_pages/provider_page.ts";

const db = await heldStore();
const pages = [];
for (const p of providers) {
  const { shared, found, sent } = await providerFacts(db, p);
  pages.push({ name: p.name, markdown: providerMarkdown(p, shared, found, sent) });
}
console.log(JSON.stringify(pages));
