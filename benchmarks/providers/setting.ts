/** Where a vendor's request has what a configuration names alike for everybody. */
import type { Json, JsonObject } from "./read/json.ts";

export const settingNames = ["reasoning_effort", "service_tier"] as const;
export type SettingName = (typeof settingNames)[number];
export type Scalar = string | number | boolean;

/** Where a vendor's request has one of them. Paths are dotted. */
export interface Setting {
  /**
   * The path to write a value to, and the value there; null where there is no such value. Left out
   * where nothing is documented.
   */
  write?(value: Scalar, params: JsonObject): [path: string, value: Json] | null;
  /** Where it may stand in the vendor's own spelling; the first that is there is the column. */
  reads: string[];
}
/** Those of a vendor, or of one of its models. One left out is one it has no field for. */
export type Settings = Partial<Record<SettingName, Setting>>;
