/** A calibration as a run file has it, which may be a stranger's. */
import type { Json } from "../providers/provider.ts";
import { isObject } from "../providers/read/json.ts";
import { type Calibration, errorNames } from "./calibration.ts";

const isNumber = (value: Json) => value === null || Number.isFinite(value);

const isErrors = (value: Json): boolean =>
  isObject(value) && [...Object.keys(errorNames), "simulator_late_ms"].every((name) => {
    const s = value[name];
    return isObject(s) && [s.n, s.median, s.p95, s.p99, s.max].every(isNumber);
  });

/** The calibration, where it is whole; else null. */
export function calibrationOf(value: Json | undefined): Calibration | null {
  if (!isObject(value)) return null;
  const whole = Number.isFinite(value.concurrency) && Number.isFinite(value.requests) &&
    (value.over === null || typeof value.over === "string") &&
    isErrors(value) && (value.during === null || isErrors(value.during));
  return whole ? value as unknown as Calibration : null;
}
