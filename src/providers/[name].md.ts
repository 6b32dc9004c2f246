/** Page `/providers/NAME`, from the provider's own data and what the store has of it. */
import { parseArgs } from "node:util";
import { provider, providers, toldColumns } from "@/benchmarks/providers/index.ts";
import { record } from "@/benchmarks/record/record.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { providerMarkdown } from "../provider_pages/provider_page.js";
import { isLabelOf, type Measured } from "../provider_pages/provider_rows.js";

const { values } = parseArgs({ options: { name: { type: "string" } } });
const p = provider(values.name!);
const db = await openStore();
const { rows } = await db.query(
  `SELECT r.provider, any_value(l.selection) IS NOT NULL AS selected, count(*)::INT AS n,
    count(*) FILTER (r.status = 'ok')::INT AS ok, count(DISTINCT r.model)::INT AS models,
    strftime(min(coalesce(r.started_at, u.ended_at)), '%Y-%m-%d') AS first,
    strftime(max(coalesce(r.started_at, u.ended_at)), '%Y-%m-%d') AS last
  FROM requests r
  JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model AND l.location IS NOT DISTINCT FROM r.location
  JOIN runs u ON u.run_id = r.run_id
  WHERE r.phase = 'measured' AND r.status <> 'incomplete' AND NOT l.simulated
  GROUP BY r.provider, l.selection IS NOT NULL ORDER BY selected, r.provider`,
);
db.close();

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
    measured: (rows as unknown as Measured[]).filter((row) => isLabelOf(p, row.provider)),
  }),
);
