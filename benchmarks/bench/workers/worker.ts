/** A worker: drives its share of every turn over an event loop of its own, in a thread of this process. */
import { type PlanItem, StoredItem } from "../../plan/items/plan_item.ts";
import type { Ns } from "../../providers/recording.ts";
import { recordingLine } from "../../store/journal/recordings.ts";
import { secretsOf } from "../../targets/run_target.ts";
import { targetsOf } from "../../targets/targets.ts";
import { type Clock, reach, startClock } from "../../wire/clock.ts";
import { type HealthWatch, watchHealth } from "../../wire/health/health.ts";
import { nameOf } from "../give_up.ts";
import { readSpool } from "../prompt_spool.ts";
import type { Driver } from "./driver.ts";
import { askBeside } from "./ask_beside.ts";
import { driverHere } from "./driver_here.ts";
import type { FromWorker, SentItem, Setup, ToWorker, Watched } from "./messages.ts";
import { zeroHere } from "./one_clock.ts";
import { slotsOf } from "../../plan/items/shares.ts";
import { gaveUpIn, verdictIn } from "./verdicts.ts";

interface Inbox {
  addEventListener(kind: "message", heard: (event: MessageEvent<ToWorker>) => void): void;
  postMessage(message: FromWorker): void;
}
const main = globalThis as unknown as Inbox;
/** Of a target's turn, none is for whom the worker waits. */
const nobody = "";

interface Worker {
  setup: Setup;
  names: string[];
  driver: Driver;
  watched: HealthWatch;
  prompts: ReturnType<typeof readSpool> | null;
  beside: ReturnType<typeof askBeside> | null;
}
let worker: Worker;
let waiting: (at: Ns) => void = () => {};

async function start(message: Extract<ToWorker, { kind: "start" }>): Promise<void> {
  const { setup, verdicts } = message;
  const { config, environment, simulatorUrl } = setup.source!;
  const clock = startClock(await zeroHere(main, message.zero));
  const targets = targetsOf(config, (name) => environment[name], simulatorUrl);
  const driver = driverHere({
    ...setup,
    targets,
    clock,
    concurrency: slotsOf(setup.concurrency, message.worker, message.workers),
    // Answers hold as much together as those of one event loop might.
    ...(setup.heldBytes ? { heldBytes: Math.ceil(setup.heldBytes / message.workers) } : {}),
    worker: message.worker,
    gate: () => gate(clock),
    shouldStop: () => verdictIn(verdicts),
    gaveUp: (target) => gaveUpIn(verdicts, targets.indexOf(target)),
    onRow(row, text, recording) {
      const prompt = setup.keepText ? text.prompt : null;
      const line = setup.record && recording
        ? recordingLine(row, recording, prompt, secretsOf(targets))
        : null;
      const exchanges = recording?.exchanges.map(({ headersAt, end }) => ({ headersAt, end }));
      main.postMessage({
        kind: "kept",
        kept: { row, text, recording: exchanges ? { exchanges } : null, line },
      });
    },
  });
  worker = {
    setup,
    names: config.targets.map(nameOf),
    driver,
    watched: watchHealth(clock),
    prompts: setup.prompts === null ? null : readSpool(setup.prompts),
    beside: message.beside && askBeside(message.beside, (row) => {
      const { request_id, ttft_s, chunk_at_s, chunk_chars, phase, status } = row;
      const seen = { request_id, ttft_s, chunk_at_s, chunk_chars, phase, status };
      main.postMessage({ kind: "beside", row: seen });
    }),
  };
  main.postMessage({ kind: "started" });
}

/** Says that it waits, and goes on at the moment that all others do. */
async function gate(clock: Clock): Promise<Ns> {
  const begins = new Promise<Ns>((resolve) => waiting = resolve);
  main.postMessage({ kind: "waits" });
  const at = await begins;
  await reach(clock, at);
  return at;
}

function received(item: SentItem): PlanItem {
  if (!("stored" in item)) return item;
  const { stored, ...unsaid } = item;
  return new StoredItem(unsaid, worker.prompts!, stored);
}

async function turn(message: Extract<ToWorker, { kind: "turn" }>): Promise<void> {
  const { driver, watched, names } = worker;
  const taken = new Int32Array(message.taken);
  const { underWay } = message;
  watched.during(names[message.turn.target]);
  await driver.turn(
    { ...message.turn, items: message.items.map(received) },
    { items: message.common.map(received), take: () => Atomics.add(taken, 0, 1), underWay },
  );
  watched.during(nobody);
  main.postMessage({ kind: "turned" });
}

async function end(): Promise<void> {
  const { driver, watched, names, beside, setup: { leastFreezeMs: least } } = worker;
  await beside?.stop();
  await driver.close();
  watched.stop();
  const ofTargets: Watched["ofTargets"] = new Map();
  for (const name of new Set(names)) {
    const why = watched.ofTarget(name, least);
    if (why !== null) ofTargets.set(name, why);
  }
  const { health, ofRun } = watched;
  main.postMessage({
    kind: "ended",
    watched: { health: health(), ofRun: ofRun(least), ofTargets },
  });
}

function fault(error: unknown, over = true): void {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  main.postMessage({ kind: "fault", message, stack, over });
}

// Nobody waits for what threw these, and the thread would end with them: what is in flight is cut, and kept.
addEventListener("error", (event) => {
  event.preventDefault();
  fault(event.error, false);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fault(event.reason, false);
});

main.addEventListener("message", ({ data }) => {
  if (data.kind === "begin") waiting(data.at);
  else if (data.kind === "start") start(data).catch((error) => fault(error));
  else if (data.kind === "turn") turn(data).catch((error) => fault(error));
  else if (data.kind === "end") end().catch((error) => fault(error));
});
