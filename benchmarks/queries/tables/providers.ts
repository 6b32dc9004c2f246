/** Tables of page `/providers` and of each provider's own. */
import { providers } from "../../providers/index.ts";
import type { Provider } from "../../providers/provider.ts";
import { quote } from "../../store/duckdb.ts";
import type { Database } from "../../store/duckdb.ts";
import { type Answer, ask, type NamedTable } from "./table.ts";

export interface ApiRow {
  api: string;
  title: string;
  protocol: string;
  /** Variables that its key is read from; null where none is needed. */
  key_variables: string | null;
  evidence: string;
}

export const providersTable: NamedTable<ApiRow> = {
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

/** Rows of one label of column `provider`. */
export interface MeasuredRow {
  provider: string;
  /** Of measurements whose source kept a choice of them. */
  selected: boolean;
  attempts: number;
  succeeded: number;
  models: number;
  /** ISO days, null where a row has no time. */
  first_day: string | null;
  last_day: string | null;
}
/** A column of the record that only a server can fill. */
export interface ToldRow {
  column_name: string;
  doc: string;
  /** Where it stands in an answer, or why it is null. */
  place: string | null;
  why_null: string | null;
  /** Whether more is known of a service than of its protocol. */
  own: boolean;
}
export interface FinishRow {
  finish_reason: string;
  /** The provider's words for it. */
  finish_reasons_raw: string | null;
}
/** Code of others that it was held against. */
export interface WitnessRow {
  kind: "client" | "mock" | "server";
  name: string;
  tests: string;
  test: string;
}

/** The tables of a provider's page. */
export interface ProviderTables {
  measured: NamedTable<MeasuredRow>;
  address: NamedTable;
  columns: NamedTable<ToldRow>;
  finish: NamedTable<FinishRow>;
  witnesses: NamedTable<WitnessRow>;
}

export function providerTables(p: Named): ProviderTables {
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

/** The tables with their rows. */
export type ProviderAnswers = {
  [Name in keyof ProviderTables]: ProviderTables[Name] extends NamedTable<infer R> ? Answer<R>
    : never;
};

/** Asks an open store for all of them. */
export async function askAll(db: Database, tables: ProviderTables): Promise<ProviderAnswers> {
  const answers = [];
  for (const [name, table] of Object.entries(tables)) answers.push([name, await ask(db, table)]);
  return Object.fromEntries(answers);
}

export const allProviderTables: NamedTable[] = [
  providersTable,
  ...providers.flatMap((p) => Object.values(providerTables(p))),
];
