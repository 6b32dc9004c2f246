/** One attempt: asks, decodes as arrivals come, and stamps every delta with its arrival's time. */
import {
  type Ask,
  belongs,
  type Decoder,
  type Delta,
  type ErrorInfo,
  type Provider,
  type WireRequest,
} from "../providers/provider.ts";
import { followEnding } from "../record/ending.ts";
import type { StampedDelta } from "../record/to_record.ts";
import type { Credentials } from "./auth/credentials.ts";
import type { Limits } from "./limits.ts";
import { type Exchange, heldOpen, type Ns, type Recording } from "./recording.ts";
import type { Slot } from "./slot.ts";

export interface AttemptOptions {
  /** What proves who asks; null where nothing does. */
  credentials: Credentials | null;
  /** More headers, of the configuration. */
  headers?: [string, string][];
  scheduled?: Ns | null;
  signal?: AbortSignal;
  limits?: Partial<Limits>;
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
  const keep = (found: Delta[], at: Ns) => {
    const own = found.filter((delta) => belongs(provider, exchanges.length, delta));
    for (const delta of own) {
      deltas.push({ at, delta });
      ending.add(delta);
      if ("text" in delta && delta.text !== "") slot.gotToken();
    }
    if (own.length) slot.reached(ending.stage());
  };
  let home = "";
  for (;;) {
    const request = provider.next(ask, exchanges);
    if (request === null) break;
    let decoder: Decoder | null = null;
    const first = deltas.length;
    ending = followEnding();
    const after = exchanges.length > (provider.streamStep ?? 0);
    // A key is for the host that it was given for: an answer may send us on to another.
    const { origin } = new URL(request.url);
    home ||= origin;
    const exchange = await slot.exchange(
      origin === home ? await authorized(request, provider, options) : request,
      {
        signal: options.signal,
        limits: after ? { ...options.limits, firstTokenMs: null } : options.limits,
        since: exchanges[0]?.started,
        onHead(head, at) {
          decoder = provider.decoder(exchanges.length, head, ask);
          keep(decoder.push(new Uint8Array(0)), at); // what the head alone says
        },
        onArrival: (bytes, at) => keep(decoder!.push(bytes), at),
      },
    );
    const { how, at, code } = exchange.end;
    // A body cut short ends in a half event: it must not be read as a whole one.
    if (how === "complete" && code !== heldOpen) keep(decoder!.end(), at);
    // What came after the end of the answer is not in the recording either.
    if (code === heldOpen) {
      deltas.push(...deltas.splice(first).filter((delta) => delta.at <= at));
    }
    exchanges.push(exchange);
    const refused = exchange.status !== null && (exchange.status < 200 || exchange.status >= 300);
    if (refused && !after) {
      failure = provider.failure(exchange);
    }
    if (refused || exchange.end.how !== "complete") break;
  }
  return { recording: { scheduled: options.scheduled ?? null, exchanges }, deltas, failure };
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
