/** A recording decoded again: the same row, or what changed. Pure. */
import type { Decoder, Delta, ErrorInfo } from "../providers/delta.ts";
import { type Asked, belongs, type Provider } from "../providers/provider.ts";
import { heldOpen, type Ns, type Recording } from "../providers/recording.ts";
import { countTokens, type Tokenizer } from "./count_tokens.ts";
import { fitRow } from "./fit_row.ts";
import { type ColumnName, columnNames, record, type Row } from "./record.ts";
import type { StampedDelta } from "./text.ts";
import { answerReader, recordOf } from "./unreadable.ts";

/** Decodes a recording as the runner did when it came: an arrival at a time. */
export function decodeRecording(
  recording: Recording,
  provider: Provider,
  asked?: Asked,
): { deltas: StampedDelta[]; failure: ErrorInfo | null } {
  const deltas: StampedDelta[] = [];
  let failure: ErrorInfo | null = null;
  const answer = answerReader(deltas);
  recording.exchanges.forEach((exchange, step) => {
    const keep = (read: () => Delta[], at: Ns) => {
      for (const delta of answer.guarded(read, at) ?? []) {
        if (belongs(provider, step, delta)) answer.keep(at, delta);
      }
    };
    const { status, headers, headersAt, bytes, end } = exchange;
    if (status === null || headersAt === null) return;
    let decoder: Decoder | null = null;
    keep(() => {
      decoder = provider.decoder(step, { status, headers }, asked);
      return decoder.push(new Uint8Array(0));
    }, headersAt);
    let from = 0;
    for (const { at, endByte } of exchange.arrivals) {
      if (endByte > from) keep(() => decoder!.push(bytes.subarray(from, endByte)), at);
      from = endByte;
    }
    if (end.how === "complete" && end.code !== heldOpen) keep(() => decoder!.end(), end.at);
    const after = step > (provider.streamStep ?? 0);
    if (!after && (status < 200 || status >= 300)) {
      failure = answer.guarded(() => provider.failure(exchange), end.at);
    }
  });
  return { deltas, failure };
}

/** Groups of columns that a decoder decides; the others are handed on. */
const decoded = new Set(["instants", "stream", "tokens", "outcome", "fingerprint"]);

/** The row of a recording; what the wire did not say is taken from `row`, the one that was kept. */
export function replayRow(
  row: Row,
  recording: Recording,
  provider: Provider,
  prompt: string | null,
  tokenizer: Tokenizer,
): Row {
  const { deltas, failure } = decodeRecording(recording, provider, {
    maxOutputTokens: row.output_tokens_target,
    params: JSON.parse(row.request_params ?? "{}"),
  });
  const identity = Object.fromEntries(
    columnNames.filter((name) => !decoded.has(record[name].group)).map((name) => [name, row[name]]),
  ) as unknown as Row;
  const again = recordOf(recording, deltas, {
    identity,
    startedAt: row.started_at!,
    scheduledAt: row.scheduled_at,
    utcOffsetMinutes: 0,
    keys: [],
    prompt,
    failure,
    streamStep: provider.streamStep,
  });
  const counted = { ...again.row, input_tokens: row.input_tokens };
  return fitRow(countTokens(counted, again.text, tokenizer)).row;
}

/** Columns in which two rows differ, of those that a decoder decides. Times may differ by a nanosecond's rounding. */
export function differences(kept: Row, again: Row): ColumnName[] {
  return columnNames.filter((name) =>
    decoded.has(record[name].group) && !same(kept[name], again[name])
  );
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= 1e-9;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, i) => same(value, b[i]));
  }
  return a === b;
}
