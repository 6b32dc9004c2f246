/** Page `/providers/NAME`, from the provider's own data and what the store has of it. */
import { parseArgs } from "node:util";
import { provider, providers, toldColumns } from "@/benchmarks/providers/index.ts";
import { measuredLabels } from "@/benchmarks/queries/measured_labels.ts";
import { record } from "@/benchmarks/record/record.ts";
import { providerMarkdown } from "../provider_pages/provider_page.js";
import { isLabelOf } from "../provider_pages/provider_rows.js";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const p = provider(values.name!);
const measured = await measuredLabels();

const base = p.about.base ?? p.about.exampleBase ?? `https://HOST${p.about.basePath}`;
console.log(
  providerMarkdown(p, providers.find((other) => other.name === p.protocol && other !== p), {
    columns: toldColumns.map((name) => ({ name, doc: record[name].doc })),
    sent: p.next({
      baseUrl: base,
      model: "MODEL",
      messages: [{ role: "user", content: "PROMPT" }],
      maxOutputTokens: 150,
      params: {},
    }, [])!,
    measured: measured.filter((row) => isLabelOf(p, row.provider)),
  }),
);
