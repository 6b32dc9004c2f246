/** Page `/providers/NAME`, from the provider's own data and what the store has of it. */
import { parseArgs } from "node:util";
import { provider, providers } from "@/benchmarks/providers/index.ts";
import { heldStore } from "@/benchmarks/queries/held.ts";
import { providerTables } from "@/benchmarks/queries/tables/providers.ts";
import { rowsOf } from "@/benchmarks/queries/tables/table.ts";
import { providerMarkdown } from "../provider_pages/provider_page.js";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const p = provider(values.name!);
const db = await heldStore();
const tables = providerTables(p);

const base = p.about.base ?? p.about.exampleBase ?? `https://HOST${p.about.basePath}`;
console.log(
  providerMarkdown(p, providers.find((other) => other.name === p.protocol && other !== p), {
    tables,
    rows: {
      measured: await rowsOf(db, tables.measured),
      columns: await rowsOf(db, tables.columns),
      finish: await rowsOf(db, tables.finish),
      witnesses: await rowsOf(db, tables.witnesses),
    },
    sent: p.next({
      baseUrl: base,
      model: "MODEL",
      messages: [{ role: "user", content: "PROMPT" }],
      maxOutputTokens: 150,
      params: {},
    }, [])!,
  }),
);
