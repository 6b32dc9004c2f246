/** What a reader of a trace is: a pure function from entries to requests. */
import { mostTokens } from "../plan/config_schema.ts";
import { type Trace, TraceFault, type TraceRequest } from "../plan/traces/trace.ts";

/** A line of CSV by its columns, or an entry of JSON, with its number in the file from 1. */
export type Entry = [number: number, fields: Record<string, unknown>];

export interface TraceFormat {
  name: string;
  /** One sentence: whose traces, and what of them is honoured. */
  about: string;
  /** Whether an entry is one of this format. */
  fits(fields: Record<string, unknown>): boolean;
  read(entries: Iterable<Entry>): Omit<Trace, "format">;
}

/** A number of an entry that is 0 or more. Throws `TraceFault`. */
export function amount([number, fields]: Entry, name: string): number {
  const value = fields[name];
  const found = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof found === "number" && Number.isFinite(found) && found >= 0) return found;
  throw new TraceFault(`entry ${number}: ${name} is no number of 0 or more`);
}

/** The same of one that may be missing. */
export const amountOr = (entry: Entry, name: string): number | undefined =>
  isMissing(entry, name) ? undefined : amount(entry, name);

/** Tokens of an entry: whole, and no more than a plan can hold. Throws `TraceFault`. */
export function tokens(entry: Entry, name: string): number {
  const found = amount(entry, name);
  if (Number.isInteger(found) && found <= mostTokens) return found;
  throw new TraceFault(
    `entry ${entry[0]}: ${name} is no whole number of tokens up to ${
      mostTokens.toLocaleString("en-US")
    }`,
  );
}

/** The same of what may be missing. */
export const tokensOr = (entry: Entry, name: string): number | undefined =>
  isMissing(entry, name) ? undefined : tokens(entry, name);

const isMissing = ([, fields]: Entry, name: string): boolean =>
  fields[name] === undefined || fields[name] === null;

/** Block ids of an entry; undefined where it has none. Throws `TraceFault`. */
export function hashIdsOf([number, fields]: Entry, name = "hash_ids"): number[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((id) => typeof id === "number")) return value;
  throw new TraceFault(`entry ${number}: ${name} is no list of numbers`);
}

/** A list of objects in an entry. Throws `TraceFault`. */
export function objectsIn(number: number, value: unknown, name: string): Record<string, unknown>[] {
  const isObject = (one: unknown) => typeof one === "object" && one !== null && !Array.isArray(one);
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new TraceFault(`entry ${number}: ${name} is no list of objects`);
}

/** Requests with a prompt and an answer, in order of time and counted from the first; and how many had none. */
export function inOrder(requests: TraceRequest[]): { requests: TraceRequest[]; empty: number } {
  const whole = requests.filter((r) => r.inputTokens >= 1 && (r.outputTokens ?? 1) >= 1);
  const first = whole.reduce((least, r) => Math.min(least, r.offsetS ?? Infinity), Infinity);
  const sorted = whole
    .map((r) => r.offsetS === null ? r : { ...r, offsetS: r.offsetS - first })
    .sort((a, b) => (a.offsetS ?? 0) - (b.offsetS ?? 0));
  return { requests: sorted, empty: requests.length - whole.length };
}

/** As many, in words; nothing of none. */
export const noted = (n: number, one: string, many: string): string[] =>
  n ? [`${n.toLocaleString("en-US")} ${n === 1 ? one : many}`] : [];
export const emptyNote = (n: number): string[] =>
  noted(
    n,
    "request without a prompt or an answer is left out",
    "requests without a prompt or an answer are left out",
  );
