/** Tables of page `/providers` and of each provider's own. */
import { providers } from "../../providers/index.ts";
import type { Provider } from "../../providers/provider.ts";
import { quote } from "../../store/duckdb.ts";
import type { NamedTable } from "./table.ts";

export const providersTable: NamedTable = {
  name: "providers",
  title: "Providers",
  sql: "SELECT api, title, protocol, key_variables, evidence\nFROM apis",
};

const thisMachine = ["localhost", "127.0.0.1"];
type Named = Pick<Provider, "name"> & { about: Pick<Provider["about"], "base" | "labels"> };

/**
 * SQL, over column `provider`, of the rows that are its: named as it is, as the host of its address is, or as it says
 * that others name it. An address of this machine names nobody.
 */
export function isLabelSql({ name, about: { base, labels = [] } }: Named): string {
  const host = base?.replace(/^\w+:\/\//, "").replace(/[:/].*$/, "");
  const hosts = host && !thisMachine.includes(host) ? [host] : [];
  const names = [...new Set([name, ...hosts, ...labels])].map(quote).join(", ");
  return `(r.provider IN (${names})\n  OR starts_with(r.provider, ${quote(`${name}.`)}))`;
}

const measured = (p: Named) =>
  `SELECT r.provider, l.selection IS NOT NULL AS selected, count(*) AS attempts,
  count(*) FILTER (r.status = 'ok') AS succeeded, count(DISTINCT r.model) AS models,
  strftime(min(coalesce(r.started_at, u.ended_at)), '%Y-%m-%d') AS first_day,
  strftime(max(coalesce(r.started_at, u.ended_at)), '%Y-%m-%d') AS last_day
FROM requests r
JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model
  AND l.location IS NOT DISTINCT FROM r.location
JOIN runs u ON u.run_id = r.run_id
WHERE ${isLabelSql(p)}
  AND r.phase = 'measured' AND r.status <> 'incomplete' AND NOT l.simulated
GROUP BY r.provider, selected
ORDER BY selected, r.provider`;

/** The tables of a provider's page. */
export function providerTables(
  p: Named,
): Record<"measured" | "address" | "columns" | "finish" | "witnesses", NamedTable> {
  const of = (columns: string, view: string) =>
    `SELECT ${columns}\nFROM ${view}\nWHERE api = ${quote(p.name)}`;
  const named = (what: string, title: string, sql: string) => ({
    name: `${p.name}-${what}`,
    title,
    sql,
  });
  return {
    measured: named("measured", "Measured rows", measured(p)),
    address: named("address", "Address and key", of("*", "apis")),
    columns: named(
      "columns",
      "What is told",
      of("column_name, doc, place, why_null, own", "api_columns"),
    ),
    finish: named(
      "finish-reasons",
      "Why an answer ended",
      of("finish_reason, finish_reasons_raw", "api_finish_reasons"),
    ),
    witnesses: named("witnesses", "Code of others", of("kind, name, tests, test", "api_witnesses")),
  };
}

export const allProviderTables: NamedTable[] = [
  providersTable,
  ...providers.flatMap((p) => Object.values(providerTables(p))),
];
