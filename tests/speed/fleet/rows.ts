/** The row of an event: the simulator's own bytes at virtual moments, read by the decoder that reads a real server. */
import { joined, messagesOf } from "../../../benchmarks/plan/items/plan_item.ts";
import { llama2 } from "../../../benchmarks/plan/tokenizers.ts";
import { configHash, workloadHash } from "../../../benchmarks/plan/workload.ts";
import type { Exchange, Recording } from "../../../benchmarks/providers/recording.ts";
import { provider } from "../../../benchmarks/providers/index.ts";
import { countTokens } from "../../../benchmarks/record/count_tokens.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { decodeRecording } from "../../../benchmarks/record/replay.ts";
import { type AttemptText, noText } from "../../../benchmarks/record/text.ts";
import { recordOf } from "../../../benchmarks/record/unreadable.ts";
import { unsentRow } from "../../../benchmarks/record/unsent.ts";
import type { Schedule } from "../../../benchmarks/simulator/profile.ts";
import { readRequest } from "../../../benchmarks/simulator/protocols/index.ts";
import type { Send } from "../../../benchmarks/simulator/protocols/protocol.ts";
import { route } from "../../../benchmarks/simulator/request.ts";
import { targetsOf } from "../../../benchmarks/targets/targets.ts";
import { startClock } from "../../../benchmarks/wire/clock.ts";
import { askOf, columnsOf } from "../../../benchmarks/bench/workers/item_columns.ts";
import type { FleetPlan } from "./plan.ts";
import type { Event } from "./play.ts";

/** The start that all agreed on, by the truth. */
export const startMs = Date.UTC(2026, 0, 2);
const wall = startClock({ monotonicMs: 0, wallMs: startMs }).wall;

/** As the rows of an arrival have it whose machine was not there yet. */
export const lateStart = "late_start";

/** The rows of these events as their machines write them, before tokens are counted. */
export function rowsOf(plan: FleetPlan, events: Event[]): { row: Row; text: AttemptText }[] {
  const { config, runId } = plan;
  const [target] = targetsOf(config, () => undefined, "http://127.0.0.1:9");
  const identity = {
    run_id: runId,
    config_name: config.name,
    config_hash: configHash(config),
    workload_hash: workloadHash(config),
    location: config.location ?? null,
  };
  const wire = provider(target.api);
  return events.map(({ machine, item, due_s, answer }) => {
    const messages = messagesOf(item);
    const ask = askOf(target, item, messages);
    const own = { ...columnsOf(target, item, ask), shard: machine.index, worker: 0 };
    // What its wall clock says at a moment of the truth.
    const at = Math.round(due_s * 1e9);
    const stamp = wall(at + Math.round(machine.skew_s * 1e9));
    if (answer === null) {
      const row = unsentRow({ ...identity, ...own }, "the machine was not ready yet", "dropped");
      return { row: { ...row, scheduled_at: stamp, error_code: lateStart }, text: noText };
    }
    const { url, body } = wire.next(ask, [])!;
    const read = readRequest({
      method: "POST",
      path: route(new URL(url).pathname).path,
      headers: {},
      body: String(body),
    });
    if (!read) throw new Error(`The simulator does not know ${url}`);
    const exchange = exchangeOf(at, answerOf(read, answer, `sim-${item.requestIndex}`));
    const recording: Recording = { scheduled: at, exchanges: [exchange] };
    const asked = { maxOutputTokens: item.outputTokensTarget, params: target.params };
    const { deltas, failure } = decodeRecording(recording, wire, asked);
    return recordOf(recording, deltas, {
      ...{ identity: { ...identity, ...own }, startedAt: stamp, scheduledAt: stamp },
      ...{ utcOffsetMinutes: 0, keys: [], prompt: joined(messages), failure },
    });
  });
}

/** The same with their tokens counted, as they are sealed. */
export const countedRows = (plan: FleetPlan, events: Event[]): Row[] =>
  rowsOf(plan, events).map(({ row, text }) => countTokens(row, text, llama2));

type Read = NonNullable<ReturnType<typeof readRequest>>;

/** What the simulator sends, each piece at its moment after the request arrived. */
interface Sent {
  status: number;
  type: string;
  sends: Pick<Send, "at_ms" | "bytes">[];
}

function answerOf({ protocol, ask }: Read, answer: Schedule, id: string): Sent {
  if (answer.outcome === "ok") {
    return { status: 200, type: protocol.contentType, sends: protocol.stream(answer, ask, id) };
  }
  const status = answer.outcome === "rate_limited" ? 429 : 500;
  const body = protocol.refusal(status, answer.outcome, "as its profile says");
  return { status, type: "application/json", sends: [{ at_ms: 0, bytes: body }] };
}

/** An exchange over a connection that is open: what is sent at one moment is one arrival. */
function exchangeOf(at: number, { status, type, sends }: Sent): Exchange {
  const encoder = new TextEncoder();
  const arrivals: Exchange["arrivals"] = [];
  const parts: Uint8Array[] = [];
  let endByte = 0;
  for (const { at_ms, bytes } of sends) {
    const part = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
    parts.push(part);
    endByte += part.length;
    const moment = at + Math.round(at_ms * 1e6);
    const last = arrivals.at(-1);
    if (last?.at === moment) last.endByte = endByte;
    else arrivals.push({ at: moment, endByte });
  }
  const whole = new Uint8Array(endByte);
  parts.reduce((from, part) => (whole.set(part, from), from + part.length), 0);
  return {
    ...{ started: at, sent: at, dns: null, connected: null, secured: null },
    ...{ reused: true, reconnected: false, httpVersion: "1.1", headersAt: at, status },
    headers: [["content-type", type], ["x-tokenboard-simulator", "virtual"]],
    ...{ arrivals, bytes: whole },
    end: { how: "complete", at: arrivals.at(-1)!.at, code: null },
  };
}
