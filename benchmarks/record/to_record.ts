/** From what was observed of one attempt to its row. Pure: a recording replayed gives the same row. */
import type { Delta, ErrorInfo } from "../providers/delta.ts";
import type { Json } from "../providers/provider.ts";
import type { Exchange, Ns, Recording } from "../providers/recording.ts";
import { judgeAnswer } from "./answer.ts";
import { jsonOf } from "./fit_row.ts";
import { emptyRow, type Row } from "./record.ts";
import { finishOf } from "./finish.ts";
import { isEvent, outcomeOf } from "./outcome.ts";
import { mask, redact } from "./redact.ts";
import { type AttemptText, type StampedDelta, textOf } from "./text.ts";
import { mergedUsage } from "./usage.ts";

export type { AttemptText, StampedDelta };

/** What the row says that the wire did not: identity, what was asked, and wall-clock times. */
export interface RowContext {
  identity: Omit<Parameters<typeof emptyRow>[0], "status"> & Partial<Row>;
  /** ISO 8601, UTC. */
  startedAt: string;
  scheduledAt: string | null;
  /** Minutes east of UTC where the request was sent from. */
  utcOffsetMinutes: number;
  /** Keys that must not appear in a message. */
  keys: (string | null)[];
  prompt: string | null;
  /** What a non-2xx answer or our own failure to ask said, with what it said about waiting. */
  failure?: ErrorInfo | null;
  /** Which exchange is the stream, as the provider says it; the first where it says nothing. */
  streamStep?: number;
}

/** The row of one attempt, token counts left null, and its text, from which they are counted. */
export function toRecord(
  recording: Recording,
  deltas: StampedDelta[],
  context: RowContext,
): { row: Row; text: AttemptText } {
  const first = recording.exchanges[0];
  const { exchanges } = recording;
  // An attempt that never came to its stream ended with what should have led to it.
  const stream = exchanges[Math.min(context.streamStep ?? 0, exchanges.length - 1)];
  const s = (at: Ns | null | undefined) =>
    at === null || at === undefined ? null : (at - first.started) / 1e9;
  const find = (kind: Delta["kind"]) => deltas.find(({ delta }) => delta.kind === kind);
  const all = <K extends Delta["kind"]>(kind: K) =>
    deltas.map(({ delta }) => delta).filter((d): d is Extract<Delta, { kind: K }> =>
      d.kind === kind
    );

  const streamed = find("unstreamed") === undefined;
  // Nothing says when the tokens of a plain answer were made: no moment of it is a token's.
  const seen = (kind: Delta["kind"]) => streamed ? s(find(kind)?.at) : null;
  const found = textOf(deltas, context.prompt, streamed);
  const { arrivals, firstOf } = found;
  const text = masked(found.text, context.keys);
  const usage = mergedUsage(all("usage").map((d) => d.usage), found.anyText);
  const { finish, finishedAt } = finishOf(deltas, arrivals.at(-1)?.at ?? null);
  // Exchanges before and after the stream say who served; no event of theirs is one of the answer.
  const ofStream = exchanges.length === 1
    ? deltas
    : deltas.filter(({ at }) => at >= stream.started && at <= stream.end.at);
  const outcome = outcomeOf(stream, ofStream, usage, context.failure ?? null);
  const served = all("served");
  const of = <T>(pick: (d: (typeof served)[number]) => T | undefined): T | null =>
    served.map(pick).find((v) => v !== undefined) ?? null;
  const started = new Date(context.startedAt);
  const clean = (word: string | null) =>
    word === null ? null : redact(word, context.keys, Infinity);
  const header = (name: string) => stream.headers.find(([n]) => n === name)?.[1] ?? null;

  const row: Row = {
    ...emptyRow({ ...context.identity, status: outcome.status }),
    ...context.identity,
    simulated: context.identity.simulated || header("x-tokenboard-simulator") !== null,
    scheduled_at: context.scheduledAt,
    started_at: context.startedAt,
    utc_hour: started.getUTCHours(),
    local_hour: new Date(started.getTime() + context.utcOffsetMinutes * 60_000).getUTCHours(),
    weekday: started.getUTCDay() || 7,
    schedule_lag_s: recording.scheduled === null
      ? null
      : (first.started - recording.scheduled) / 1e9,
    dns_s: first.reused ? null : s(first.dns),
    connect_s: first.reused ? null : s(first.connected),
    tls_s: first.reused ? null : s(first.secured),
    sent_s: s(first.sent),
    headers_s: s(stream.headersAt),
    first_byte_s: s(stream.arrivals[0]?.at),
    first_event_s: streamed ? s(ofStream.find(({ delta }) => isEvent(delta))?.at) : null,
    role_s: seen("role"),
    reasoning_s: s(firstOf.reasoning),
    tool_call_s: s(firstOf.tool_call),
    ttft_s: s(arrivals[0]?.at),
    ttft_content_s: s(firstOf.content),
    last_token_s: s(arrivals.at(-1)?.at),
    finish_s: streamed ? s(finishedAt) : null,
    e2e_latency_s: stream.end.how === "complete" || outcome.status === "ok"
      ? s(stream.end.at)
      : null,
    chunks: streamed && stream.headersAt !== null ? arrivals.length : null,
    chunk_at_s: streamed && stream.headersAt !== null ? arrivals.map((a) => s(a.at)!) : null,
    chunk_chars: streamed && stream.headersAt !== null ? arrivals.map((a) => a.chars) : null,
    http_version: stream.headersAt === null ? null : stream.httpVersion,
    connection_reused: first.reused,
    reconnected: exchanges.some((e) => e.reconnected),
    content_encoding: clean(contentCoding(header("content-encoding"))),
    streamed: stream.headersAt === null || !isSuccess(stream) ? null : streamed,
    input_tokens_reported: usage.input ?? null,
    output_tokens_reported: usage.output ?? null,
    reasoning_tokens_reported: usage.reasoning ?? null,
    cached_tokens_reported: usage.cached ?? null,
    cache_write_tokens_reported: usage.cacheWrite ?? null,
    status: outcome.status,
    error_class: outcome.error?.class ?? null,
    error_code: outcome.error?.code ? redact(outcome.error.code, context.keys, 100) : null,
    error_message: outcome.error ? redact(outcome.error.message, context.keys) : null,
    http_status: stream.status,
    retry_after_s: outcome.error?.retryAfterS ?? null,
    ...answered(context, outcome.status === "ok" ? text.content : null),
    finish_reason: finish?.reason ?? null,
    finish_reason_raw: clean(finish?.raw ?? null),
    request_id: clean(of((d) => d.requestId)),
    served_model: clean(of((d) => d.model)),
    system_fingerprint: clean(of((d) => d.fingerprint)),
    service_tier_echoed: clean(of((d) => d.tier)),
    server_timings: clean(json(merged(served.map((d) => d.timings)))),
    rate_limits: clean(json(of((d) => d.rateLimits))),
  };
  return { row, text };
}

/** The columns of a known answer. The text itself is not kept, so it is judged here. */
function answered({ identity, keys }: RowContext, content: string | null) {
  const expected = identity.expected_answer ?? null;
  if (expected === null || content === null) return { given_answer: null, correct: null };
  const { given, correct } = judgeAnswer(expected, redact(content, keys, Infinity));
  return { given_answer: given, correct };
}

/** Our key is no text of an answer, but a server may echo it there. */
function masked(text: AttemptText, keys: (string | null)[]): AttemptText {
  const own = <T extends { content: string; reasoning: string; tool_call: string }>(t: T): T => ({
    ...t,
    content: mask(t.content, keys),
    reasoning: mask(t.reasoning, keys),
    tool_call: mask(t.tool_call, keys),
  });
  return { ...own(text), first_arrival: own(text.first_arrival) };
}

const isSuccess = (exchange: Exchange) =>
  exchange.status !== null && exchange.status >= 200 && exchange.status < 300;

const contentCoding = (value: string | null) =>
  value === null || value.toLowerCase() === "identity" ? null : value.toLowerCase();

const json = (value: Json | null) => value === null ? null : jsonOf(value);

/** Timings of headers and of the body in one object. */
function merged(parts: (Json | undefined)[]): Json | null {
  const given = parts.filter((p) => p !== undefined);
  if (given.length <= 1) return given[0] ?? null;
  return given.every((p) => typeof p === "object" && p !== null && !Array.isArray(p))
    ? Object.assign({}, ...given as object[])
    : given as Json[];
}
