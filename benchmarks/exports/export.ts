/** What a run is exported from, and to. */
import type { Database } from "../store/duckdb.ts";
import type { RunFile } from "../store/run_file.ts";

/** A run with its rows in views `runs` and `requests` of `db`. */
export interface Exported {
  db: Database;
  /** Files of others may lack anything of it. */
  run: Partial<RunFile> & Pick<RunFile, "run_id">;
  /** Whom its requests asked. */
  targets: { provider: string; model: string }[];
}

/** A file that is written; `name` without a folder. */
export interface ExportedFile {
  name: string;
  text: string;
}

/** Whose files a run can be written as. */
export const exportFormats = ["llm-d", "llmperf", "aiperf", "otlp", "csv", "parquet"] as const;
export type ExportFormat = typeof exportFormats[number];

/** A file name's part: nothing that a disk might not take. */
export const fileWord = (text: string): string =>
  text.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+/, "").slice(0, 80) || "target";

/** The names of files of targets, no two alike on a disk that ignores letter case. */
export function targetNames({ run, targets }: Exported, end: string): string[] {
  const seen = new Map<string, number>();
  return targets.map(({ provider, model }) => {
    const name = [run.run_id, provider, model].map(fileWord).join(".");
    const n = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), n);
    return `${name}${n > 1 ? `.${n}` : ""}.${end}`;
  });
}
