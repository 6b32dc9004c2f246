/** The ground truth: OpenAI chat completions whose every send is scheduled in advance and logged. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { monotonicMs, timeOrigin } from "../wire/clock.ts";
import { type Ask, eventsOf, readAsk, type Send, wholeOf } from "./answer.ts";
import { faults } from "./faults.ts";
import { until } from "./pacer.ts";
import { makeSchedule, type Profile, type Schedule } from "./profile.ts";
import profiles from "./profiles.json" with { type: "json" };
import { openLog, pairsOf } from "./send_log.ts";

export interface SimulatorOptions {
  port?: number;
  seed?: number | string;
  /** File of JSON lines, one a request, with every send, scheduled and actual (`Line` in send_log.ts). */
  log?: string;
}

/** Profiles by name; `/NAME/v1` is the base URL of one. Under `/v1` the model is the name. */
export const profileNames = Object.keys(profiles);

const json = { "content-type": "application/json" };
const refusal = (type: string, message: string) =>
  JSON.stringify({ error: { message, type, code: type } });

/** Starts the server on loopback; resolves with its address and how to stop it. */
export async function startServer(
  options: SimulatorOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const log = options.log ? openLog(options.log) : null;
  const counters = new Map<string, number>();
  const server = createServer({ keepAliveTimeout: 600_000, noDelay: true }, (request, response) => {
    handle(request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(400, json);
      response.end(refusal("invalid_request_error", error.message));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.socket.setNoDelay(true);
    const body = await readBody(request);
    const arrived = monotonicMs(); // the whole request is here
    const { prefix, path } = route(request.url ?? "/");
    response.setHeader("x-tokenboard-simulator", prefix ?? "any");
    if (path === "models" && (prefix === null || prefix in profiles)) {
      const names = prefix === null ? profileNames : [prefix];
      const data = names.map((id) => ({ id, object: "model", created: 0, owned_by: "simulator" }));
      return void response.writeHead(200, json).end(JSON.stringify({ object: "list", data }));
    }
    const fault = prefix?.startsWith("fault-") ? faults[prefix.slice(6)] : undefined;
    if (fault && path === "chat/completions") return fault(response);
    const ask = path === "chat/completions" ? readAsk(body) : null;
    const name = prefix ?? ask?.model ?? "";
    if (!ask || !Object.hasOwn(profiles, name)) {
      return void response.writeHead(404, json).end(refusal(
        "not_found",
        `No profile here; use /PROFILE/v1 with one of ${profileNames.join(", ")}`,
      ));
    }
    const number = counters.get(name) ?? 0;
    counters.set(name, number + 1);
    const id = `sim-${name}-${number}`;
    response.setHeader("x-tokenboard-simulator", name).setHeader("x-request-id", id);
    const schedule = makeSchedule(
      (profiles as Record<string, Profile>)[name],
      ask.tokens,
      `${options.seed ?? 1} ${name} ${number}`,
    );
    const sent = await answer(response, schedule, ask, id, arrived);
    const whole = sent.at(-1)?.send.kind === "done";
    log?.write({
      request_id: id,
      profile: name,
      outcome: schedule.outcome === "ok" && !whole ? "left" : schedule.outcome,
      time_origin_ms: timeOrigin(),
      arrived_ms: arrived,
      ...pairsOf(sent),
    });
  }

  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve)
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await log?.close();
    },
  };
}

/** Sends an answer by its schedule; returns what was sent, without "done" at its end where the client left. */
async function answer(
  response: ServerResponse,
  schedule: Schedule,
  ask: Ask,
  id: string,
  arrived: number,
): Promise<{ send: Send; actual_ms: number }[]> {
  const sent: { send: Send; actual_ms: number }[] = [];
  if (schedule.outcome !== "ok") {
    const limited = schedule.outcome === "rate_limited";
    const message = "The simulator fails this request, as its profile says";
    if (limited) response.setHeader("retry-after", "1");
    sent.push({ send: { kind: "done", at_ms: 0, data: "" }, actual_ms: monotonicMs() - arrived });
    response.writeHead(limited ? 429 : 500, json)
      .end(refusal(limited ? "rate_limit_exceeded" : "server_error", message));
    return sent;
  }
  const sends = ask.stream
    ? eventsOf(schedule, ask, id)
    : [{ kind: "done" as const, ...wholeOf(schedule, ask, id) }];
  if (ask.stream) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  } else response.setHeader("content-type", "application/json");
  for (const send of sends) {
    await until(arrived + send.at_ms);
    if (response.destroyed) break;
    sent.push({ send, actual_ms: monotonicMs() - arrived });
    if (send.kind === "done") response.end(send.data);
    else response.write(send.data);
  }
  return sent;
}

/** `/PREFIX/v1/PATH` or `/v1/PATH`. */
function route(url: string): { prefix: string | null; path: string } {
  const found = /^(?:\/([^/]+))?\/v1\/([^?]*)/.exec(url);
  return { prefix: found?.[1] ?? null, path: found?.[2] ?? "" };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return new TextDecoder().decode(await new Blob(parts as BlobPart[]).arrayBuffer());
}
