/** What the reader of one format is. */
import type { ReportedFigure } from "../store/run_file.ts";
import { Fields } from "./fields.ts";
import type { ImportedRun, ImportFacts } from "./importer.ts";

/** A file with its text. */
export interface TextFile {
  file: string;
  text: string;
}

/**
 * Rows of requests; statistics of them; fewer of those once more, for who has no other file; or what all were made
 * with, which is no result alone.
 */
export type Role = "rows" | "statistics" | "copy" | "settings";

export interface Format {
  /** As column `imported_from` has it. */
  name: string;
  /** What a file is, by the beginning of its text; null where it is not of this format. */
  role(head: string): Role | null;
  /** Whether a file of statistics or settings belongs to a file of rows of the same folder, by their names. */
  belongs?(name: string, rows: string): boolean;
  /** The runs of a file, with those that belong to it; throws `Refusal`. */
  read(main: TextFile, beside: TextFile[], facts: ImportFacts): ImportedRun[];
}

export const key = (name: string): RegExp => new RegExp(`"${name}"\\s*:`);

/** Whether a text has all of these keys. */
export const hasKeys = (text: string, ...names: string[]): boolean =>
  names.every((name) => key(name).test(text));

/** Seconds since 1970 as ISO 8601, UTC, to the microsecond. */
export function isoOf(seconds: number, from: Fields): string {
  if (!(seconds > 0 && seconds < 7.2e9)) {
    from.refuse(`has no time of day in ${seconds} s since 1970`);
  }
  const micros = Math.round(seconds * 1e6);
  const whole = Math.floor(micros / 1e6);
  const rest = String(micros - whole * 1e6).padStart(6, "0");
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}.${rest}Z`;
}

/** A figure that the harness itself printed: every statistic that is a number. */
export function reportedFigure(
  name: string,
  unit: string,
  from: Record<string, unknown>,
  about: Partial<Pick<ReportedFigure, "n" | "definition">> = {},
): ReportedFigure {
  const statistics = Object.fromEntries(
    Object.entries(from).filter((e): e is [string, number] => typeof e[1] === "number"),
  );
  return { name, unit, n: about.n ?? null, definition: about.definition ?? null, statistics };
}

/**
 * What a harness counted and its file has not, as `selection` says it: such a run is in no ranking. Null where all are
 * there, or where nobody says how many there were.
 */
export const missingOf = (there: number, counted: unknown): string | null =>
  typeof counted === "number" && there < counted
    ? `${there} of its ${counted} requests are in its file`
    : null;

export const isNumber = (value: unknown): value is number => typeof value === "number";

/** A rate as a line of a workload has it. */
export const rateText = (rate: number): string =>
  `${rate} ${rate === 1 ? "request" : "requests"}/s`;
