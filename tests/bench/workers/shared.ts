/** Runs whose plan several workers share, against a server that knows what was in flight when. */
import { measure } from "../../../benchmarks/bench/measure.ts";
import type { Spool } from "../../../benchmarks/bench/prompt_spool.ts";
import { openSpool } from "../../../benchmarks/bench/prompt_spool.ts";
import { newRun } from "../../../benchmarks/bench/run_folder.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { makePlan } from "../../../benchmarks/plan/plan.ts";
import { readJournal } from "../../../benchmarks/store/journal/journal.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { targetsOf } from "../../../benchmarks/targets/targets.ts";
import { noted } from "../../../benchmarks/targets/environment.ts";

export const plantedKey = "sk-test-1234567890abcdef";

/** What the server saw of one request, by its own clock, milliseconds since 1970. */
export interface Served {
  model: string;
  arrived: number;
  ended: number;
}

export interface Answer {
  status?: number;
  waitMs?: number;
  /** It waits for this, too, or until the server is closed. */
  until?: Promise<unknown>;
  text?: string;
}

/** A server on this machine that answers request `n` as `answer` says. */
export function serve(answer: (n: number) => Answer = () => ({})) {
  const served: Served[] = [];
  const closing = Promise.withResolvers<void>();
  let [inFlight, most] = [0, 0];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const one = { model: "", arrived: performance.timeOrigin + performance.now(), ended: 0 };
    const n = served.push(one) - 1;
    const { status = 200, waitMs = 5, until, text = "hi" } = answer(n);
    most = Math.max(most, ++inFlight);
    one.model = (await request.json()).model;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await (until && Promise.race([until, closing.promise]));
    one.ended = performance.timeOrigin + performance.now();
    inFlight--;
    if (status !== 200) return new Response(`{"error":{"message":"no"}}`, { status });
    const events = [{ role: "assistant", content: text }, {}].map((delta, i) =>
      `data: ${JSON.stringify({ choices: [{ delta, finish_reason: i ? "stop" : null }] })}\n\n`
    );
    return new Response(`${events.join("")}data: [DONE]\n\n`, {
      headers: { "content-type": "text/event-stream", "x-request-id": String(n) },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    served,
    most: () => most,
    close: () => (closing.resolve(), server.shutdown()),
  };
}

/** Drives a plan of two targets, or what `over` says, by so many workers; its journal read back. */
export async function drive(
  url: string,
  workers: number | "auto",
  over: Record<string, unknown> = {},
  { spooled, cut, spoiled }: {
    spooled?: boolean;
    cut?: AbortSignal;
    spoiled?(spool: Spool): void;
  } = {},
) {
  const config = checkConfig({
    name: "shared",
    mean_input_tokens: 60,
    mean_output_tokens: 5,
    requests: 30,
    warmup: 5,
    blocks: 3,
    concurrency: 7,
    targets: ["a", "b"].map((model) => ({
      provider: "here",
      model,
      base_url: `${url}/v1`,
      api_key_env: "PLANTED",
    })),
    ...over,
  }, "shared");
  const into = await Deno.makeTempDir({ prefix: "tokenboard-workers-" });
  const run = newRun(config, into, {}, new Date(), "run");
  const spool = spooled ? openSpool(true) : null;
  const turns = makePlan(config, "run", ["Shall I compare thee, naïve 漢字?"], { store: spool });
  if (spool) spoiled?.(spool);
  const { environment, read } = noted((name) => name === "PLANTED" ? plantedKey : undefined);
  const targets = targetsOf(config, environment, "");
  const source = { config, environment: read, simulatorUrl: "" };
  const identity = {
    run_id: "run",
    config_name: "shared",
    config_hash: null,
    workload_hash: null,
    location: null,
    shard: 0,
  };
  const rows: Row[] = [];
  let fault: Error | null = null;
  const measured = await measure(run, turns, targets, identity, { workers, source, spool, cut })
    .catch((error) => void (fault = error));
  for await (const line of readJournal(run.folder)) if ("row" in line) rows.push(line.row);
  const files = await Promise.all(
    [...Deno.readDirSync(run.folder)].map(({ name }) => Deno.readFile(`${run.folder}/${name}`)),
  );
  spool?.close();
  await Deno.remove(into, { recursive: true });
  return { rows, measured, fault: fault as Error | null, turns, files };
}

/** Has the second thread that `work` starts run another program. */
export async function withSecond<T>(
  program: string,
  work: (second: () => Worker | undefined) => Promise<T>,
): Promise<T> {
  const Plain = globalThis.Worker;
  const started: Worker[] = [];
  globalThis.Worker = class extends Plain {
    constructor(url: URL, options: WorkerOptions) {
      super(started.length === 1 ? new URL(program, import.meta.url) : url, options);
      started.push(this);
    }
  } as typeof Worker;
  try {
    return await work(() => started[1]);
  } finally {
    globalThis.Worker = Plain;
  }
}

/** What makes a row the one that was planned. */
export const planned = (row: Row): string =>
  [
    ...[row.model, row.phase, row.block, row.request_index, row.session, row.turn, row.attempt],
    ...[row.prompt_hash, row.input_tokens_target, row.output_tokens_target, row.status],
  ].join(" ");
