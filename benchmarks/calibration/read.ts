/** A calibration as a run file has it, which may be a stranger's. */
import type { Json } from "../providers/provider.ts";
import { isObject } from "../providers/read/json.ts";
import { type Calibration, errorNames } from "./calibration.ts";

const isNumber = (value: Json) => value === null || Number.isFinite(value);

/** The calibration, where it is whole; else null. */
export function calibrationOf(value: Json | undefined): Calibration | null {
  if (!isObject(value)) return null;
  const spreads = [...Object.keys(errorNames), "simulator_late_ms"].map((name) => value[name]);
  const whole = Number.isFinite(value.concurrency) && Number.isFinite(value.requests) &&
    (value.over === null || typeof value.over === "string") &&
    spreads.every((s) => isObject(s) && [s.n, s.median, s.p95, s.p99, s.max].every(isNumber));
  return whole ? value as unknown as Calibration : null;
}
