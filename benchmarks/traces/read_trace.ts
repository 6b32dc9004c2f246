/** A trace's file as a dataset of requests without words. */
import { createHash } from "node:crypto";
import { NotText, utf8Of } from "../files/text_bytes.ts";
import { type Config, ConfigError } from "../plan/config.ts";
import type { Dataset } from "../plan/dataset.ts";
import { notByRules } from "../plan/traces/agentx.ts";
import { sessionsOf, type Trace, TraceFault, type TraceRequest } from "../plan/traces/trace.ts";
import { traceEntries } from "./entries.ts";
import type { Entry, TraceFormat } from "./format.ts";
import { traceFormats } from "./index.ts";

type Header = Pick<Dataset, "name" | "sha256" | "size" | "leftOut"> & { trace: Trace };

/**
 * Reads what a configuration's `dataset` and `trace` name, or the copy in a run folder. Throws `ConfigError` where it
 * cannot be read, or not be sent as asked.
 */
export async function readTrace(config: Config): Promise<Dataset> {
  const path = config.dataset!;
  const refuse = (fault: string) => new ConfigError(path, [fault], "be used as a trace");
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw refuse(`the file cannot be read: ${(error as Error).message}`);
  }
  try {
    return traceOf(path.split(/[/\\]/).at(-1)!, bytes, config);
  } catch (error) {
    if (error instanceof TraceFault || error instanceof NotText) throw refuse(error.message);
    throw error;
  }
}

/** The same of the bytes of a file. Throws `TraceFault`. */
export function traceOf(name: string, bytes: Uint8Array, config: Config): Dataset {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const entries = traceEntries(utf8Of(bytes));
  const head = entries.next();
  if (head.done) throw new TraceFault("there is no request in it");
  const copied = (head.value[1].dataset as Header | undefined) ?? null;
  const { format, prompts, window_s } = config.trace!;
  const whole: Trace = copied
    ? { ...copied.trace, requests: [...entries].map(([, row]) => row as unknown as TraceRequest) }
    : read(formatOf(format, head.value), head.value, entries);
  if (prompts) whole.prompts = prompts;
  const trace = { ...whole, requests: within(whole.requests, window_s) };
  const size = config.sessions === "off"
    ? trace.requests.length
    : sessionsOf(trace.requests).length;
  if (!size) throw new TraceFault("no request of it is in the window");
  refuseSessions(trace, config);
  const fault = notByRules(trace, sessionsOf(trace.requests), config);
  if (fault !== null) throw new TraceFault(fault);
  const { load } = config;
  if (typeof load === "object" && load.shape === "trace" && withoutTimes(trace.requests)) {
    throw new TraceFault(
      "its sessions have no moments at which they begin: give --rate, or --ignore-trace-times for a closed loop",
    );
  }
  return { name, sha256, leftOut: 0, ...(copied ?? {}), size, lines: new Map(), trace };
}

/** Whether sessions of it have no moment at which they begin. */
const withoutTimes = (requests: TraceRequest[]) =>
  sessionsOf(requests).some(([{ offsetS }]) => offsetS === null);

function read(format: TraceFormat, first: Entry, rest: Iterable<Entry>): Trace {
  function* all(): Generator<Entry> {
    yield first;
    for (const entry of rest) {
      if (format.fits(entry[1])) yield entry;
      else throw new TraceFault(`entry ${entry[0]} is not what a trace of ${format.name} has`);
    }
  }
  return { format: format.name, ...format.read(all()) };
}

function formatOf(asked: string, [, fields]: Entry): TraceFormat {
  const found = traceFormats.find(({ name, fits }) =>
    asked === "auto" ? fits(fields) : name === asked
  );
  if (found?.fits(fields)) return found;
  throw new TraceFault(
    `its first entry has ${Object.keys(fields).join(", ")}: ${
      found ? `not what a trace of ${found.name} has` : "no format that is known here"
    } (${traceFormats.map(({ name }) => name).join(", ")})`,
  );
}

/** The sessions that begin within a window, whole. */
function within(requests: TraceRequest[], window: [number, number] | null): TraceRequest[] {
  if (!window) return requests;
  if (withoutTimes(requests)) {
    throw new TraceFault("it has no times, so there is no window of it");
  }
  const [from, to] = window;
  return sessionsOf(requests).filter(([{ offsetS }]) => offsetS! >= from && offsetS! < to).flat();
}

/** What a trace's sessions cannot be sent as. */
function refuseSessions({ prompts, requests }: Trace, { sessions }: Config): void {
  const several = sessionsOf(requests).some((turns) => turns.length > 1);
  if (prompts === "delta" && several && sessions === "off") {
    throw new TraceFault("its rows are what a turn adds: say sessions live, or recorded");
  }
  if (prompts === "whole" && several && sessions === "live") {
    throw new TraceFault("its prompts are whole, so no live answer stands in them: say recorded");
  }
}
