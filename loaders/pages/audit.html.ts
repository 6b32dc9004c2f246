/** Page `/audit`: the published tables of 2023 against the raw rows. */
import { audit, auditedSql, measuredSql, publishedSql } from "@/benchmarks/queries/audit.ts";
import { auditCells, auditDifferences } from "@/benchmarks/queries/tables/audit.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { auditParts, type Source, type SystemName } from "@/src/method/audit_page.ts";

const db = await openStore();
const ask = async <R>(sql: string) => (await db.query(sql)).rows as R[];
const [source] = await ask<Source>(auditedSql);
console.log(partsHtml(auditParts(await audit(db), { cells: auditCells, bad: auditDifferences }, {
  published: await ask<SystemName>(publishedSql),
  measured: await ask<SystemName>(measuredSql),
  source,
})));
db.close();
