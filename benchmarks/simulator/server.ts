/** The ground truth: a server of every protocol, whose every send is scheduled in advance and logged. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { monotonicMs, timeOrigin } from "../wire/clock.ts";
import { prefixCaches } from "./cache.ts";
import { type Promised, promises } from "./promises.ts";
import { scriptNamed } from "./faults/index.ts";
import type { Script } from "./faults/script.ts";
import { answering } from "./number_answers.ts";
import { startPacer } from "./pacer.ts";
import { play } from "./play.ts";
import { makeSchedule, profileNamed, profileNames } from "./profile.ts";
import { faultSchedule, plainScript, protocolFault, succeeds } from "./protocol_faults.ts";
import { readRequest } from "./protocols/index.ts";
import { readBody, route } from "./request.ts";
import { give, giveText, refuse, sendAnswer } from "./send.ts";
import { answerCaches } from "./repeats.ts";
import { seatQueues } from "./seats.ts";
import { openLog, pairsOf } from "./send_log.ts";

export interface SimulatorOptions {
  port?: number;
  seed?: number | string;
  /** File of JSON lines, one per request that a profile answered, with every send (`LogLine` in send_log.ts). */
  log?: string;
}

/** Starts the server on loopback; resolves with its address and how to stop it. */
export async function startServer(
  options: SimulatorOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const log = options.log ? await openLog(options.log) : null;
  const pacer = await startPacer();
  const counters = new Map<string, number>();
  const caches = prefixCaches();
  const answers = answerCaches();
  const seats = seatQueues();
  const promised = promises();
  const nextId = (name: string) => {
    const number = counters.get(name) ?? 0;
    counters.set(name, number + 1);
    return `sim-${name}-${number}`;
  };
  const open = new Set<Promise<void>>();
  const server = createServer({ keepAliveTimeout: 600_000, noDelay: true }, (request, response) => {
    const done = handle(request, response).catch((error: Error) => {
      if (!response.headersSent) refuse(response, 400, "invalid_request_error", error.message);
      else response.destroy(); // an answer that broke off must not look whole
    }).finally(() => open.delete(done));
    open.add(done);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const arrived = monotonicMs(); // the whole request is here
    const { prefix, path } = route(request.url ?? "/");
    response.setHeader("x-tokenboard-simulator", prefix ?? "any");
    if (/^\/v1\/models(\?|$)/.test(path) && !prefix?.startsWith("fault-")) {
      const names = prefix === null ? profileNames : [prefix];
      const data = names.map((id) => ({ id, object: "model", created: 0, owned_by: "simulator" }));
      return give(response, { object: "list", data });
    }
    const { method = "GET", headers } = request;
    const read = { method, path, headers, body };
    const base = `http://${headers.host}${prefix === null ? "" : `/${encodeURIComponent(prefix)}`}`;
    const kept = promised.of(read);
    if (kept?.fault) {
      const script = kept.streamed ? kept.fault : plainScript(promised.state(kept, base));
      return await playFault(script, kept.name, request, arrived);
    }
    if (kept?.streamed) return await answer(response, kept);
    if (kept) return giveText(response, 200, promised.state(kept, base));
    const found = readRequest(read);
    if (found && prefix?.startsWith("fault-")) {
      const { protocol, ask } = found;
      const name = prefix.slice("fault-".length);
      const fault = protocol.name === "openai"
        ? scriptNamed(name)
        : protocolFault(protocol, name, ask);
      if (fault && protocol.later && succeeds(fault)) {
        const id = nextId(prefix);
        const schedule = faultSchedule(ask);
        const made = { protocol, ask, id, name: prefix, schedule, arrived, fault };
        return giveText(response, 201, promised.keep(made, base));
      }
      if (fault) return await playFault(fault, prefix, request, arrived);
    }
    const name = prefix ?? found?.ask.model ?? "";
    // Without a prefix the model's name is the profile's.
    const profile = profileNamed(name);
    if (found && !profile && prefix === null && name) {
      const known = `one of ${profileNames.join(", ")}`;
      return refuse(
        response,
        404,
        "model_not_found",
        `There is no model ${name} here; ask for ${known}`,
      );
    }
    if (!found || !profile) {
      const known = `/PROFILE/v1 with one of ${profileNames.join(", ")}`;
      return refuse(response, 404, "not_found", `No profile here; use ${known}`);
    }
    const { protocol, ask } = found;
    const id = nextId(name);
    response.setHeader("x-tokenboard-simulator", name).setHeader("x-request-id", id);
    const seed = `${options.seed ?? 1} ${name} ${id.slice(id.lastIndexOf("-") + 1)}`;
    const drawn = makeSchedule(profile, ask.tokens, seed);
    const unqueued = answers.take(name, ask, answering(drawn, ask));
    const schedule = seats.take(name, profile.seats, unqueued, arrived);
    const remember = caches.take(name, ask);
    const made = { protocol, ask, id, name, schedule, arrived, remember };
    if (protocol.later && schedule.outcome === "ok") {
      return giveText(response, 201, promised.keep(made, base));
    }
    await answer(response, made);
  }

  async function answer(response: ServerResponse, made: Promised): Promise<void> {
    const { protocol, ask, id, name, schedule, arrived } = made;
    response.setHeader("x-tokenboard-simulator", name).setHeader("x-request-id", id);
    const sent = await sendAnswer(pacer, response, protocol, schedule, ask, id, arrived);
    const whole = sent.at(-1)?.send.kind === "done";
    if (whole && schedule.outcome === "ok") made.remember?.();
    const pairs = pairsOf(sent);
    log?.write({
      request_id: id,
      profile: name,
      outcome: schedule.outcome === "ok" && !whole ? "left" : schedule.outcome,
      time_origin_ms: timeOrigin(),
      arrived_ms: arrived,
      ...pairs,
      chunk_chars: schedule.chunks.slice(0, pairs.sent_ms.length).map((c) => c.text.length),
    });
  }

  async function playFault(
    fault: Script,
    name: string,
    request: IncomingMessage,
    arrived: number,
  ): Promise<void> {
    const id = nextId(name);
    const key = request.headers.authorization?.replace(/^bearer\s+/i, "");
    const headers: [string, string][] = [
      ["x-tokenboard-simulator", name],
      ["x-request-id", id],
    ];
    const sent_ms = await play(pacer, request.socket, fault, arrived, { key, headers });
    log?.write({
      ...pairsOf([]),
      request_id: id,
      profile: name,
      outcome: "fault",
      time_origin_ms: timeOrigin(),
      arrived_ms: arrived,
      sent_ms,
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
      await Promise.all(open); // they log that their clients were left
      pacer.stop();
      await log?.close();
    },
  };
}
