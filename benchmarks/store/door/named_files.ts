/** Parquet files of which it matters which row or column is whose. */
import { parquetFiles, quoteFile } from "../duckdb.ts";

/** Their rows, each with its file, `filename`. */
export const namedFiles = (paths: string[]): string =>
  parquetFiles(paths).replace(/\)$/, ", filename = true)");

/** Their columns, one a row and in their order, each with its file, `file_name`. */
export const parquetSchemas = (paths: string[]): string =>
  `parquet_schema([${paths.map(quoteFile).join(", ")}])`;
