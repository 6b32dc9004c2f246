/** Faults that every protocol can have: its own answer, cut, torn, or turned into an error. */
import type { Script, Step } from "./faults/script.ts";
import { makeSchedule, profileNamed, type Schedule } from "./profile.ts";
import type { Ask, Protocol, Send } from "./protocols/protocol.ts";

const gapMs = 10;
/** Longer than any limit. */
const silenceMs = 600_000;
const refusals: Record<string, string> = {
  "400": "invalid_request_error",
  "401": "invalid_api_key",
  "402": "insufficient_credits",
  "404": "model_not_found",
  "429": "rate_limit_exceeded",
  "500": "server_error",
  "503": "overloaded",
};

/** The script of a fault in a protocol, or null where it has none of that name. */
export function protocolFault(protocol: Protocol, name: string, ask: Ask): Script | null {
  const steps = stepsOf(protocol, name, ask);
  return steps && { name, line: "nothing wrong: what other lines must equal", steps };
}

function stepsOf(protocol: Protocol, name: string, ask: Ask): Step[] | null {
  if (name in refusals) {
    const body = protocol.refusal(
      Number(name),
      refusals[name],
      `The simulator answers ${name} as asked`,
    );
    const wait: [string, string][] = name === "429" ? [["retry-after", "2"]] : [];
    const named = protocol.refusalHeaders?.(Number(name)) ?? [];
    return [
      head(Number(name), "application/json", "length", [...wait, ...named]),
      { do: "body", at_ms: 2, bytes: body },
      { do: "end", at_ms: 2, how: "complete" },
    ];
  }
  const sends = protocol.stream(faultSchedule(ask), ask, "fault");
  const tokens = sends.findIndex((s) => s.kind === "token");
  const half = sends.slice(0, tokens + Math.ceil((sends.length - tokens) / 2));
  const begin = head(200, protocol.contentType, "chunked");
  const at = gapMs * (half.length + 1);
  switch (name) {
    case "well-behaved":
      return [begin, ...bodies(sends), end("complete", gapMs * (sends.length + 1))];
    case "held-open":
      return [
        begin,
        ...bodies(sends),
        { do: "pause", at_ms: gapMs * sends.length, pause_ms: silenceMs },
        end("close", gapMs * sends.length),
      ];
    case "no-last-chunk":
      return [begin, ...bodies(sends), end("close", gapMs * (sends.length + 1))];
    case "no-finish":
      return [begin, ...bodies(half), end("complete", at)];
    case "closed-midstream":
      return [begin, ...bodies(half), end("close", at)];
    case "reset-midstream":
      return [begin, ...bodies(half), end("reset", at + 50)];
    case "error-in-200": {
      const error = protocol.errorEvent("server_error", "The engine fell over");
      return error === null
        ? null
        : [begin, ...bodies(half), { do: "body", at_ms: at, bytes: error }, end("complete", at)];
    }
    default:
      return null;
  }
}

/** What a faulty answer would have been; its own moments are even: a profile's would only make it slower to meet. */
export const faultSchedule = (ask: Ask): Schedule =>
  makeSchedule(profileNamed("groq-70b")!, ask.tokens, "fault");

/** A fault inside an answer that began with success. */
export const succeeds = ({ steps }: Script): boolean =>
  steps[0].do === "head" && steps[0].head.status === 200;

/** A plain answer as a script: on a connection that a fault was played on, the HTTP server says nothing more. */
export const plainScript = (body: string): Script => ({
  name: "plain",
  line: "nothing wrong: what other lines must equal",
  steps: [
    head(200, "application/json", "length"),
    { do: "body", at_ms: 0, bytes: body },
    end("complete", 0),
  ],
});

const head = (
  status: number,
  type: string,
  framing: "length" | "chunked",
  more: [string, string][] = [],
): Step => ({
  do: "head",
  at_ms: 0,
  head: { status, headers: [["content-type", type], ...more], framing },
});
const bodies = (sends: Send[]): Step[] =>
  sends.filter((s) => s.bytes.length).map((s, i) => ({
    do: "body",
    at_ms: gapMs * (i + 1),
    bytes: s.bytes,
  }));
const end = (how: "complete" | "close" | "reset", at_ms: number): Step => ({
  do: "end",
  at_ms,
  how,
});
