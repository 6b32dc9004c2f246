/** Page `/audit`: the published tables of 2023 against the raw rows. */
import { audit, auditedSql, measuredSql } from "@/benchmarks/metrics/audit.ts";
import { metric } from "@/benchmarks/metrics/metrics.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { publishedTable } from "@/benchmarks/store/published.ts";
import { dataFolder, openStore } from "@/benchmarks/store/views.ts";
import { auditParts, type Source, type SystemName } from "@/src/method/audit_page.ts";

const csv = await publishedTable(dataFolder());
const db = await openStore();
const cells = (csv ? await audit(db, csv) : []).map((cell) => {
  const { label, unit } = metric(cell.metric);
  return { ...cell, label, unit };
});
const { rows: [source] } = await db.query(auditedSql);
const { rows: measured } = await db.query(measuredSql);
db.close();
const of = measured as unknown as SystemName[];
console.log(partsHtml(auditParts(cells, csv, of, source as unknown as Source)));
