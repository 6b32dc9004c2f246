/** One attempt: asks, decodes as arrivals come, and stamps every delta with its arrival's time. */
import type { Decoder, Delta, ErrorInfo } from "../providers/delta.ts";
import { type Ask, belongs, type Provider, type WireRequest } from "../providers/provider.ts";
import { addressOf } from "../providers/read/address.ts";
import { followEnding } from "../record/ending.ts";
import type { StampedDelta } from "../record/to_record.ts";
import { answerReader } from "../record/unreadable.ts";
import type { Credentials } from "./auth/credentials.ts";
import type { Share } from "./held.ts";
import { bytesFor, type Limits } from "./limits.ts";
import { type Exchange, heldOpen, type Ns, type Recording } from "../providers/recording.ts";
import { sentOn } from "./not_made.ts";
import type { Slot } from "./slot.ts";

export interface AttemptOptions {
  /** What proves who asks; null where nothing does. */
  credentials: Credentials | null;
  /** More headers, of the configuration. */
  headers?: [string, string][];
  /** Other origins that an answer may send the attempt on to. */
  follow?: string[];
  scheduled?: Ns | null;
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  /** What its answer may hold of the memory that a run's answers share. */
  share?: Share;
}

export interface Attempt {
  recording: Recording;
  deltas: StampedDelta[];
  /** What a non-2xx answer said. */
  failure: ErrorInfo | null;
}

/** Runs one attempt over a slot. Never throws for what a server does. */
export async function runAttempt(
  slot: Slot,
  provider: Provider,
  ask: Ask,
  options: AttemptOptions,
): Promise<Attempt> {
  const deltas: StampedDelta[] = [];
  const exchanges: Exchange[] = [];
  let failure: ErrorInfo | null = null;
  let ending = followEnding();
  const answer = answerReader(deltas);
  const keepOne = (at: Ns, delta: Delta) => {
    answer.keep(at, delta);
    ending.add(delta);
  };
  const keep = (read: () => Delta[], at: Ns): number => {
    const found = answer.guarded(read, at) ?? [];
    let [any, token] = [false, false];
    for (const delta of found) {
      if (!belongs(provider, exchanges.length, delta)) continue;
      any = true;
      keepOne(at, delta);
      token ||= "text" in delta && delta.text !== "";
    }
    if (token) slot.gotToken();
    if (any) slot.reached(ending.stage(), at);
    return found.length;
  };
  const most = options.limits?.maxBytes ?? bytesFor(ask.maxOutputTokens);
  const room = () => exchanges.reduce((left, { bytes }) => Math.max(1, left - bytes.length), most);
  let home = "";
  for (;;) {
    const request = exchanges.length === 0
      ? provider.next(ask, exchanges)
      : answer.guarded(() => asRequest(provider.next(ask, exchanges)), exchanges.at(-1)!.end.at);
    if (request === null) break;
    let decoder: Decoder | null = null;
    const first = deltas.length;
    ending = followEnding();
    const after = exchanges.length > (provider.streamStep ?? 0);
    // A key is for the host that it was given for, and a server does not choose whom we ask.
    const { origin } = addressOf(request.url);
    home ||= origin;
    if (origin !== home && !options.follow?.includes(origin)) {
      if (!after) exchanges.push(sentOn(origin, home, exchanges.at(-1)!.end.at + 1));
      break;
    }
    const exchange = await slot.exchange(
      origin === home ? await authorized(request, provider, options) : request,
      {
        signal: options.signal,
        limits: {
          ...options.limits,
          ...(after ? { firstTokenMs: null } : {}),
          maxBytes: room(),
        },
        since: exchanges[0]?.started,
        onHead(head, at) {
          keep(() => {
            decoder = provider.decoder(exchanges.length, head, ask);
            return decoder.push(new Uint8Array(0)); // what the head alone says
          }, at);
        },
        onArrivals(bytes, ends, at) {
          if (after || ending.stage() !== "open") return { read: 0 };
          const texts = answer.guarded(() => decoder!.texts?.(bytes, ends) ?? [], at[0]) ?? [];
          texts.forEach((text, i) => text && keepOne(at[i], text));
          const read = texts.length;
          if (read === 0) return { read };
          slot.reached(ending.stage(), at[read - 1]);
          const fits = options.share?.add(ends[read - 1], read) ?? true;
          return fits ? { read } : { read, enough: "memory_limit" };
        },
        onArrival(bytes, at) {
          const pieces = keep(() => decoder!.push(bytes), at);
          if (answer.unreadable()) return "unreadable";
          if (options.share?.add(bytes.length, pieces) === false) return "memory_limit";
        },
      },
    );
    const { how, at, code } = exchange.end;
    // A body cut short ends in a half event: it must not be read as a whole one.
    if (how === "complete" && code !== heldOpen) keep(() => decoder!.end(), at);
    // What came after the end of the answer is not in the recording either.
    if (code === heldOpen) {
      for (const delta of deltas.splice(first)) if (delta.at <= at) deltas.push(delta);
    }
    exchanges.push(exchange);
    const refused = exchange.status !== null && (exchange.status < 200 || exchange.status >= 300);
    if (refused && !after) {
      failure = answer.guarded(() => provider.failure(exchange), at);
    }
    if (refused || exchange.end.how !== "complete") break;
  }
  return { recording: { scheduled: options.scheduled ?? null, exchanges }, deltas, failure };
}

/** A request whose address is one: an answer may have named it. */
function asRequest(request: WireRequest | null): WireRequest | null {
  if (request) addressOf(request.url);
  return request;
}

/** The request with the headers of the configuration and with what proves who asks. */
async function authorized(
  request: WireRequest,
  provider: Provider,
  { credentials, headers = [] }: AttemptOptions,
): Promise<WireRequest> {
  const whole = { ...request, headers: [...request.headers, ...headers] };
  return await credentials?.authorize(whole, provider.auth) ?? whole;
}
