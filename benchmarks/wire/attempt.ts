/** One attempt: asks, decodes as arrivals come, and stamps every delta with its arrival's time. */
import type { Ask, Decoder, Delta, ErrorInfo, Provider } from "../providers/provider.ts";
import type { StampedDelta } from "../record/to_record.ts";
import type { Credentials } from "./auth/credentials.ts";
import type { Limits } from "./limits.ts";
import type { Exchange, Ns, Recording } from "./recording.ts";
import type { Slot } from "./transport.ts";

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
  const keep = (found: Delta[], at: Ns) => {
    for (const delta of found) {
      deltas.push({ at, delta });
      if ("text" in delta && delta.text !== "") slot.gotToken();
    }
  };
  for (;;) {
    const request = provider.next(ask, exchanges);
    if (request === null) break;
    const withHeaders = { ...request, headers: [...request.headers, ...(options.headers ?? [])] };
    let decoder: Decoder | null = null;
    const authorized = await options.credentials?.authorize(withHeaders, provider.auth) ??
      withHeaders;
    const exchange = await slot.exchange(authorized, {
      signal: options.signal,
      limits: options.limits,
      onHead(head, at) {
        decoder = provider.decoder(exchanges.length, head, ask);
        keep(decoder.push(new Uint8Array(0)), at); // what the head alone says
      },
      onArrival: (bytes, at) => keep(decoder!.push(bytes), at),
    });
    exchanges.push(exchange);
    // A body cut short ends in a half event: it must not be read as a whole one.
    if (exchange.end.how === "complete") keep(decoder!.end(), exchange.end.at);
    if (exchange.status !== null && (exchange.status < 200 || exchange.status >= 300)) {
      failure = provider.failure(exchange);
    }
    if (failure || exchange.end.how !== "complete") break;
  }
  return { recording: { scheduled: options.scheduled ?? null, exchanges }, deltas, failure };
}
