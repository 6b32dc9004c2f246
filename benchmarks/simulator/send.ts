/** Sends an answer, each piece at its moment, and notes when it went. */
import type { ServerResponse } from "node:http";
import { monotonicMs } from "../wire/clock.ts";
import { eventsOf, type Send, wholeOf } from "./answer.ts";
import type { Pacer } from "./pacer.ts";
import type { Schedule } from "./profile.ts";
import type { Ask } from "./request.ts";

/** A piece that was sent; `actual_ms`, from the arrival of the request, is just before it went to the socket. */
export interface Sent {
  send: Send;
  actual_ms: number;
}

const json = { "content-type": "application/json" };

/** Answers with an error in OpenAI's form; headers that were set before are kept. */
export function refuse(
  response: ServerResponse,
  status: number,
  type: string,
  message: string,
): void {
  response.writeHead(status, json).end(JSON.stringify({ error: { message, type, code: type } }));
}

/** Answers with a JSON body. */
export const give = (response: ServerResponse, body: unknown): void =>
  void response.writeHead(200, json).end(JSON.stringify(body));

/** Sends what the schedule says; returns what was sent, without a "done" at its end where the client left. */
export async function sendAnswer(
  pacer: Pacer,
  response: ServerResponse,
  schedule: Schedule,
  ask: Ask,
  id: string,
  arrived: number,
): Promise<Sent[]> {
  if (schedule.outcome !== "ok") {
    const limited = schedule.outcome === "rate_limited";
    if (limited) response.setHeader("retry-after", "1");
    const actual_ms = monotonicMs() - arrived;
    const message = "The simulator fails this request, as its profile says";
    if (limited) refuse(response, 429, "rate_limit_exceeded", message);
    else refuse(response, 500, "server_error", message);
    return [{ send: { kind: "done", at_ms: 0, text: "" }, actual_ms }];
  }
  if (ask.stream) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  } else response.setHeader("content-type", "application/json");
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  if (response.destroyed) gone.abort(); // it left before there was a listener
  const sent: Sent[] = [];
  for (const send of ask.stream ? eventsOf(schedule, ask, id) : [wholeOf(schedule, ask, id)]) {
    await pacer.until(arrived + send.at_ms, gone.signal);
    if (gone.signal.aborted) break;
    sent.push({ send, actual_ms: monotonicMs() - arrived });
    if (send.kind === "done") response.end(send.text);
    else response.write(send.text);
  }
  return sent;
}
