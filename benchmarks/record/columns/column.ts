/** What a column of the record is, and how one is written. */

/** DuckDB types a column may have. */
export type SqlType =
  | "VARCHAR"
  | "DOUBLE"
  | "BIGINT"
  | "INTEGER"
  | "BOOLEAN"
  | "TIMESTAMP"
  | "DOUBLE[]"
  | "INTEGER[]";

/** How each DuckDB type looks in TypeScript; timestamps are ISO 8601 strings in UTC. */
export interface Native {
  VARCHAR: string;
  DOUBLE: number;
  BIGINT: number;
  INTEGER: number;
  BOOLEAN: boolean;
  TIMESTAMP: string;
  "DOUBLE[]": number[];
  "INTEGER[]": number[];
}

/** One column: `unit` is "" for what has none; `group` is its heading on the data page. */
export interface Column<T extends SqlType = SqlType, R extends boolean = boolean> {
  type: T;
  unit: string;
  doc: string;
  group: string;
  required: R;
}

/** The columns below one heading. */
export const group = (name: string) => ({
  column: <T extends SqlType>(type: T, unit: string, doc: string): Column<T, false> => ({
    type,
    unit,
    doc,
    group: name,
    required: false,
  }),
  required: <T extends SqlType>(type: T, unit: string, doc: string): Column<T, true> => ({
    type,
    unit,
    doc,
    group: name,
    required: true,
  }),
});
