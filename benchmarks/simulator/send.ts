/** Sends an answer, each piece at its moment, and notes when it went. */
import type { ServerResponse } from "node:http";
import { monotonicMs } from "../wire/clock.ts";
import type { Pacer } from "./pacer.ts";
import type { Schedule } from "./profile.ts";
import type { Ask, Protocol, Send } from "./protocols/protocol.ts";

/** A piece that was sent; `actual_ms`, from the arrival of the request, is just before it went to the socket. */
export interface Sent {
  send: Send;
  actual_ms: number;
}

const json = { "content-type": "application/json" };

/** Answers with a JSON body, in the form it has; headers that were set before are kept. */
export const giveText = (response: ServerResponse, status: number, body: string): void =>
  void response.writeHead(status, json).end(body);

/** Answers with an error in OpenAI's form. */
export const refuse = (
  response: ServerResponse,
  status: number,
  type: string,
  message: string,
): void => giveText(response, status, JSON.stringify({ error: { message, type, code: type } }));

/** Answers with a JSON body. */
export const give = (response: ServerResponse, body: unknown): void =>
  giveText(response, 200, JSON.stringify(body));

/** Sends what the schedule says; returns what was sent, without a "done" at its end where the client left. */
export async function sendAnswer(
  pacer: Pacer,
  response: ServerResponse,
  protocol: Protocol,
  schedule: Schedule,
  ask: Ask,
  id: string,
  arrived: number,
): Promise<Sent[]> {
  if (schedule.outcome !== "ok") {
    const limited = schedule.outcome === "rate_limited";
    const [status, type] = limited ? [429, "rate_limit_exceeded"] : [500, "server_error"];
    if (limited) response.setHeader("retry-after", "1");
    for (const [name, value] of protocol.refusalHeaders?.(status as number) ?? []) {
      response.setHeader(name, value);
    }
    const actual_ms = monotonicMs() - arrived;
    const message = "The simulator fails this request, as its profile says";
    giveText(
      response,
      status as number,
      protocol.refusal(status as number, type as string, message),
    );
    return [{ send: { kind: "done", at_ms: 0, bytes: "" }, actual_ms }];
  }
  const streamed = ask.stream || !protocol.whole;
  const type = streamed ? protocol.contentType : "application/json";
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
  response.flushHeaders();
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  if (response.destroyed) gone.abort(); // it left before there was a listener
  const sent: Sent[] = [];
  const sends = streamed
    ? protocol.stream(schedule, ask, id)
    : [protocol.whole!(schedule, ask, id)];
  for (const send of sends) {
    await pacer.until(arrived + send.at_ms, gone.signal);
    if (gone.signal.aborted) break;
    sent.push({ send, actual_ms: monotonicMs() - arrived });
    if (send.kind === "done") response.end(send.bytes);
    else response.write(send.bytes);
  }
  return sent;
}
