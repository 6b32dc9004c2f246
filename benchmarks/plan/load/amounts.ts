/** How much a configuration asks for: what goes together, and what holds where nothing is said. */
import type { Config } from "../config_schema.ts";
import { isScheduled, type Load, loadFaults } from "./load_schema.ts";
import { blockLoads } from "./schedule.ts";

type Amounts =
  & Pick<
    Config,
    "load" | "requests" | "duration_s" | "blocks" | "probes" | "cooldown" | "cooldown_s" | "trace"
  >
  & Partial<Pick<Config, "sessions">>;

/** Requests in flight where a configuration says nothing. */
export const defaultConcurrency = (load: Load): number => isScheduled(load) ? 1000 : 1;

/** Settings of load and length that do not go together. */
export function amountFaults(c: Amounts): string[] {
  const faults = loadFaults(c.load);
  const shape = typeof c.load === "string" ? c.load : c.load.shape;
  const steps = ["stages", "sweep", "find"].includes(shape);
  if (shape === "stages") {
    for (const name of ["requests", "duration_s"] as const) {
      if (c[name] !== null) faults.push(`${name}: each stage has its own`);
    }
  }
  if (steps && c.blocks > 1) faults.push(`blocks: of a load with ${shape}, each step is a block`);
  if (c.requests !== null && c.blocks > c.requests) {
    faults.push("blocks: there are more blocks than requests");
  }
  if (c.probes && (isScheduled(c.load) || steps || c.requests === null)) {
    faults.push("probes: stand between a number of requests of a closed loop, or of waves");
  }
  if (shape === "find" && (c.cooldown || c.cooldown_s !== null)) {
    faults.push("cooldown: a search ends where nobody knows before");
  }
  if (shape === "trace" && !c.trace) faults.push("load: of shape trace, needs a trace");
  if (shape === "trace" && c.duration_s !== null) {
    faults.push("duration_s: of a trace, use its window_s");
  }
  if (shape === "waves" && c.duration_s !== null) {
    faults.push("duration_s: waves have a number of requests");
  }
  return faults;
}

/** Whether nothing says how much is asked; of a configuration as its file has it, whatever else is wrong with it. */
export function lackingAmount(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const c = data as Partial<Record<keyof Config, unknown>>;
  const stages = (c.load as { shape?: unknown } | null | undefined)?.shape === "stages";
  const said = c.requests ?? c.duration_s ?? c.trace ?? null;
  return said === null && !stages ? ["requests: is needed where there is no duration_s"] : [];
}

/** Measured requests of each target, as far as they are known before. */
export const plannedRequests = (config: Config): number =>
  blockLoads(config).reduce((sum, { requests }) => sum + requests, 0);
