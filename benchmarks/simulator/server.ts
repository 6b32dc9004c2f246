/** The ground truth: OpenAI chat completions whose every send is scheduled in advance and logged. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { monotonicMs, timeOrigin } from "../wire/clock.ts";
import { faults } from "./faults.ts";
import { makeSchedule, type Profile } from "./profile.ts";
import profiles from "./profiles.json" with { type: "json" };

export interface SimulatorOptions {
  port?: number;
  seed?: number | string;
  /** JSON lines: one a request, with scheduled and actual sends in milliseconds of this process's clock. */
  log?: string;
}

/** Profiles by name; `/NAME/v1` is the base URL of one. */
export const profileNames = Object.keys(profiles);

/** Starts the server on loopback; resolves with its address and how to stop it. */
export async function startServer(
  options: SimulatorOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const log = options.log ? await Deno.open(options.log, { create: true, append: true }) : null;
  const counters = new Map<string, number>();
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    handle(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(400, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          error: { message: (error as Error).message, type: "invalid_request_error" },
        }),
      );
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const arrived = monotonicMs(); // the whole request is here
    const [, name, , ...rest] = (request.url ?? "").split("/");
    const profile = (profiles as Record<string, Profile>)[name];
    if (name?.startsWith("fault-") && faults[name.slice(6)]) return faults[name.slice(6)](response);
    if (!profile || rest.join("/") !== "chat/completions") {
      response.writeHead(404, { "content-type": "application/json" })
        .end(
          JSON.stringify({
            error: {
              message: `No profile here; use /PROFILE/v1 with one of ${profileNames.join(", ")}`,
              type: "not_found",
            },
          }),
        );
      return;
    }
    const ask = JSON.parse(body) as {
      model?: string;
      stream?: boolean;
      max_tokens?: number;
      messages?: { content: string }[];
      stream_options?: { include_usage?: boolean };
    };
    const tokens = ask.max_tokens ?? 16;
    const number = counters.get(name) ?? 0;
    counters.set(name, number + 1);
    const id = `sim-${name}-${number}`;
    const schedule = makeSchedule(profile, tokens, `${options.seed ?? 1} ${name} ${number}`);
    const head = { "x-request-id": id, "x-tokenboard-simulator": name };
    if (schedule.outcome !== "ok") {
      const [status, type] = schedule.outcome === "rate_limited"
        ? [429, "rate_limit_exceeded"]
        : [500, "server_error"];
      response.writeHead(status as number, {
        ...head,
        "content-type": "application/json",
        ...(status === 429 ? { "retry-after": "1" } : {}),
      })
        .end(
          JSON.stringify({
            error: {
              message: "The simulator fails this request, as its profile says",
              type,
              code: type,
            },
          }),
        );
      return;
    }
    const made = { id, object: "chat.completion.chunk", created: 0, model: ask.model };
    const usage = { completion_tokens: tokens };
    if (!ask.stream) {
      await until(arrived + schedule.chunks.at(-1)!.at_s * 1000);
      response.writeHead(200, { ...head, "content-type": "application/json" }).end(
        JSON.stringify({
          ...made,
          object: "chat.completion",
          usage,
          choices: [{
            index: 0,
            message: { role: "assistant", content: schedule.chunks.map((c) => c.text).join("") },
            finish_reason: "length",
          }],
        }),
      );
      return;
    }
    request.socket.setNoDelay(true);
    response.writeHead(200, {
      ...head,
      "content-type": "text/event-stream",
      "cache-control": "no-cache",
    });
    const send = (choices: unknown[], more = {}) =>
      response.write(`data: ${JSON.stringify({ ...made, choices, ...more })}\n\n`);
    send([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]);
    const sent: [number, number][] = [];
    for (const chunk of schedule.chunks) {
      await until(arrived + chunk.at_s * 1000);
      if (response.destroyed) break;
      sent.push([chunk.at_s * 1000, monotonicMs() - arrived]);
      send([{ index: 0, delta: { content: chunk.text }, finish_reason: null }]);
    }
    send([{ index: 0, delta: {}, finish_reason: "length" }]);
    if (ask.stream_options?.include_usage) send([], { usage });
    const ended = monotonicMs() - arrived;
    response.end("data: [DONE]\n\n");
    log?.write(
      new TextEncoder().encode(
        JSON.stringify({
          request_id: id,
          time_origin_ms: timeOrigin(),
          arrived_ms: arrived,
          sent_ms: sent,
          ended_ms: ended,
        }) + "\n",
      ),
    );
  }

  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve)
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      log?.close();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return new TextDecoder().decode(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** Waits for a moment of this process's clock. Timers are whole milliseconds, so one may come a little late. */
async function until(moment: number): Promise<void> {
  const rest = moment - monotonicMs();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
