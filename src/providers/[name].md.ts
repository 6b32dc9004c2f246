/** Page `/providers/NAME`, from the provider's own data and what the store has of it. */
import { parseArgs } from "node:util";
import { provider, providers } from "@/benchmarks/providers/index.ts";
import { heldStore } from "@/benchmarks/queries/held.ts";
import { askAll, providerTables } from "@/benchmarks/queries/tables/providers.ts";
import { providerMarkdown } from "../provider_pages/provider_page.js";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const p = provider(values.name!);
const shared = providers.find((other) => other.name === p.protocol && other !== p);
const sent = p.next({
  baseUrl: p.about.base ?? p.about.exampleBase ?? `https://HOST${p.about.basePath}`,
  model: "MODEL",
  messages: [{ role: "user", content: "PROMPT" }],
  maxOutputTokens: 150,
  params: {},
}, [])!;
console.log(providerMarkdown(p, shared, await askAll(await heldStore(), providerTables(p)), sent));
