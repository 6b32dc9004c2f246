/** What a row must say after a fault; the fault itself is the simulator's script of the same name. */
import type { ColumnName, Row } from "../record/record.ts";
import type { Limits } from "../wire/limits.ts";
import type { Exchange } from "../providers/recording.ts";

export interface Expectation {
  /** Columns and their values. */
  row: Partial<Row>;
  /** Moments, in milliseconds as the script has them. */
  ms?: Partial<Record<ColumnName, number>>;
  /** What the message must hold. */
  says?: string;
  /** Limits under which it is met, where not the usual ones. */
  limits?: Partial<Limits>;
  /** How the exchange ends where the script does not say it: by a limit of ours, mostly. */
  ends?: Omit<Exchange["end"], "at">;
  /** When, where not with the last arrival: what comes later is not in the recording. */
  ends_ms?: number;
  /** Requests over one connection; the last is judged. */
  requests?: number;
  /** How much of an endless body a recording of it holds, bytes. */
  recordedBytes?: number;
}

/** Expectations by the name of their script. */
export type Expectations = Record<string, Expectation>;
