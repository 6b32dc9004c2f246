/** Page `/providers/NAME` of the live site, and the page that a build makes those of all providers from. */
import { parseArgs } from "node:util";
import { providers } from "@/benchmarks/providers/index.ts";
import { heldStore } from "@/benchmarks/queries/held.ts";
import { providerFacts } from "@/benchmarks/queries/tables/provider_facts.ts";
import { noProviderMarkdown, providerMarkdown } from "../provider_pages/provider_page.js";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const p = providers.find(({ name }) => name === values.name);
if (!p) console.log(noProviderMarkdown());
else {
  const { shared, found, sent } = await providerFacts(await heldStore(), p);
  console.log(providerMarkdown(p, shared, found, sent));
}
