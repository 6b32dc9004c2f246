/** What could have changed between two runs of a system. Pure; the harness and the pages share it. */

/** One of them; `sql` is an aggregate over the requests (q) of one run (u), workload (w), place and system. */
export interface Circumstance {
  column: string;
  words: string;
  sql: string;
}

// By pattern, because the browser's DuckDB has no functions for JSON.
const version = (name: string) =>
  `nullif(regexp_extract(any_value(u.versions)::VARCHAR, '"${name}"\\s*:\\s*"([^"]*)"', 1), '')`;
const every = (column: string) => `string_agg(DISTINCT q.${column}, ', ' ORDER BY q.${column})`;

export const circumstances: Circumstance[] = [
  { column: "served_model", words: "served model", sql: every("served_model") },
  { column: "system_fingerprint", words: "fingerprint", sql: every("system_fingerprint") },
  { column: "service_tier", words: "service tier", sql: every("service_tier_echoed") },
  { column: "api", words: "protocol", sql: every("api") },
  { column: "tokenboard", words: "Tokenboard’s version", sql: version("tokenboard") },
  { column: "deno", words: "Deno’s version", sql: version("deno") },
  { column: "location", words: "location", sql: "any_value(q.location)" },
  { column: "workload", words: "workload", sql: "any_value(coalesce(w.label, u.workload))" },
];
