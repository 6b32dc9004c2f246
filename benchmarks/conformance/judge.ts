/** Whether a row says what it must. */
import { countTokens, type Tokenizer } from "../record/count_tokens.ts";
import { fitRow } from "../record/fit_row.ts";
import { type ColumnName, columnNames, type Row } from "../record/record.ts";
import { keptText } from "../store/journal/count_lines.ts";
import type { AttemptText } from "../record/to_record.ts";
import type { Expectation } from "./expectation.ts";

/** A row as a run that keeps its text would seal it. */
export const wholeRow = (row: Row, text: AttemptText, tokenizer: Tokenizer): Row =>
  fitRow({ ...countTokens(row, text, tokenizer), ...keptText(text) }).row;

/** How far a moment may lie from the script's, milliseconds: a socket is never early, and seldom late. */
export interface Tolerance {
  earlyMs: number;
  lateMs: number;
  /** Two writes may have been read at once: then there are fewer arrivals than the script has. */
  merged: boolean;
}
export const exact: Tolerance = { earlyMs: 0.001, lateMs: 0.001, merged: false };
export const overSocket: Tolerance = { earlyMs: 2, lateMs: 250, merged: true };

/** Every column that is not as expected, in words; none where the row is right. */
export function faultsOf(row: Row, expected: Expectation, tolerance: Tolerance): string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(expected.row)) {
    const found = row[name as ColumnName];
    const merged = tolerance.merged && name === "chunks" && typeof value === "number" &&
      typeof found === "number" && found >= 1 && found <= value;
    if (found !== value && !merged) {
      faults.push(`${name} is ${show(found)}, not ${show(value)}`);
    }
  }
  for (const [name, ms] of Object.entries(expected.ms ?? {})) {
    const found = row[name as ColumnName] as number | null;
    const off = found === null ? NaN : found * 1000 - ms;
    if (!(off >= -tolerance.earlyMs && off <= tolerance.lateMs)) {
      faults.push(`${name} is ${show(found)} s, not ${ms / 1000} s`);
    }
  }
  if (expected.says !== undefined && !row.error_message?.includes(expected.says)) {
    faults.push(`the message is ${show(row.error_message)}, without ${show(expected.says)}`);
  }
  return faults.concat(zeros(row));
}

/** A value that was not observed is null, never 0. */
function zeros(row: Row): string[] {
  const may =
    /^(chunks|request_index|turn|session|shard|worker|block|utc_hour|local_hour|utc_offset)|_reported$/;
  return columnNames.filter((name) => row[name] === 0 && !may.test(name) && !/_s$/.test(name))
    .map((name) => `${name} is 0`);
}

const show = (value: unknown) => JSON.stringify(value ?? null);
