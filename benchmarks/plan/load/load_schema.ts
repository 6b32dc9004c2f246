/** Shapes of load that a configuration may ask for. */
import { z } from "zod";

/** No machine sends more; a schedule of it would end in a full memory. */
const mostRate = 1_000_000;
/** A machine has no more ports to one address. */
export const mostInFlight = 65_535;
const mostSteps = 1000;
const rate = z.number().positive().max(mostRate);
const inFlight = z.int().positive().max(mostInFlight);

const lag = {
  max_lag_s: z.number().positive().default(0.5).describe(
    "An arrival that would be sent later than this after its moment is dropped, and is a row",
  ),
};
const schedule = {
  arrivals: z.enum(["constant", "poisson", "gamma"]).default("poisson").describe(
    "Equal gaps, or random ones: exponential (Poisson), or gamma of shape burstiness",
  ),
  burstiness: z.number().positive().max(1000).default(1).describe(
    "Shape of gamma gaps: 1 is Poisson, below 1 bursts, above 1 evens out",
  ),
  ...lag,
};

const open = z.strictObject({
  shape: z.literal("open"),
  rate: rate.describe("Requests per second of each target"),
  ...schedule,
});

const ramp = z.strictObject({
  shape: z.literal("ramp"),
  from: z.number().min(0).max(mostRate).describe("Requests per second at its start"),
  to: rate.describe("Requests per second at its end, and from there on"),
  ramp_s: z.number().positive().describe("Seconds from the one to the other"),
  curve: z.enum(["linear", "exponential"]).default("linear"),
  ...schedule,
});

const ends = {
  requests: z.int().positive().optional(),
  duration_s: z.number().positive().optional(),
};
const stages = z.strictObject({
  shape: z.literal("stages"),
  stages: z.union([
    z.array(z.strictObject({ rate, ...ends })).min(1).max(mostSteps),
    z.array(z.strictObject({ concurrency: inFlight, ...ends })).min(1).max(mostSteps),
  ]).describe("One after the other, each until its number of requests or of seconds"),
  ...schedule,
});

const levels = z.union([
  z.array(rate).min(1).max(mostSteps),
  z.strictObject({ from: rate, to: rate, steps: z.int().min(2).max(mostSteps) }),
]).describe("A list, or so many steps by one factor");
const sweep = z.strictObject({
  shape: z.literal("sweep"),
  rate: levels.optional(),
  concurrency: levels.optional(),
  ...schedule,
});

/** Limits that a good answer keeps. */
const slo = z.strictObject({
  ttft_s: z.number().positive().optional(),
  tpot_s: z.number().positive().optional(),
  e2e_latency_s: z.number().positive().optional(),
  response_time_s: z.number().positive().optional().describe("From the schedule"),
});
const range = z.strictObject({ from: rate, to: rate });
const find = z.strictObject({
  shape: z.literal("find"),
  rate: range.optional().describe("Requests per second to look between"),
  concurrency: range.optional().describe("Requests in flight to look between"),
  slo: slo.describe("What an answer must keep to be good"),
  goodput: z.number().positive().max(1).default(0.95).describe(
    "Share of a step's requests that must be good",
  ),
  precision: z.number().min(0.001).max(1).default(0.05).describe(
    "How far apart, as a share, the highest that met it and the lowest that did not may stay",
  ),
  ...schedule,
});

/** The moments of a trace. */
const trace = z.strictObject({ shape: z.literal("trace"), ...lag });

const shapes = z.discriminatedUnion("shape", [open, ramp, stages, sweep, find, trace], {
  error: "must be open, ramp, stages, sweep, find or trace",
});

export const loadSchema = z.union([z.enum(["closed", "waves"]), shapes], {
  error: 'must be "closed", "waves", or an object with a shape',
});

export type Load = z.infer<typeof loadSchema>;
export type Slo = z.infer<typeof slo>;
export type Shaped<S extends Exclude<Load, string>["shape"]> = Extract<Load, { shape: S }>;

/** Whether it is a search, whose steps are found out while it runs. */
export const isFind = (load: Load): load is Shaped<"find"> =>
  typeof load === "object" && load.shape === "find";

/** Whether requests are sent by a schedule, however long answers take; `open` or a shape of rates. */
export function isScheduled(load: Load): boolean {
  if (typeof load === "string") return false;
  if (load.shape === "stages") return "rate" in load.stages[0];
  if (load.shape === "trace") return true;
  return load.shape === "open" || load.shape === "ramp" || load.rate !== undefined;
}

/** What there is one of in a load, and what is wrong with it beyond the types of its settings. */
export function loadFaults(load: Load): string[] {
  if (typeof load === "string" || load.shape === "trace") return [];
  const faults: string[] = [];
  if (load.arrivals !== "gamma" && load.burstiness !== 1) {
    faults.push("load.burstiness: is the shape of gamma arrivals");
  }
  if (load.shape === "ramp" && load.curve === "exponential" && load.from === 0) {
    faults.push("load.from: an exponential ramp cannot begin at 0");
  }
  if (load.shape === "stages") {
    load.stages.forEach(({ requests, duration_s }, i) => {
      if (!requests && !duration_s) faults.push(`load.stages.${i}: needs requests or duration_s`);
    });
  }
  if (load.shape === "sweep" || load.shape === "find") {
    if ((load.rate === undefined) === (load.concurrency === undefined)) {
      faults.push(`load: a ${load.shape} is over rate or over concurrency, one of them`);
    }
  }
  if (load.shape === "find") {
    const { from, to } = load.rate ?? load.concurrency ?? { from: 1, to: 2 };
    if (from >= to) faults.push("load: to must be more than from");
    if (!Object.keys(load.slo).length) faults.push("load.slo: needs a limit");
    if (load.slo.response_time_s && !load.rate) {
      faults.push("load.slo.response_time_s: without a rate there is no schedule to count from");
    }
  }
  return faults;
}

/** How late an arrival may be sent, seconds. */
export const maxLagOf = (load: Load): number =>
  typeof load === "string" ? Infinity : load.max_lag_s;
