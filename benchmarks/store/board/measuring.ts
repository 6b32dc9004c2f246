/** Whether a build may make a run that its store lacks. */

/** Set to `no` where a build works on a store that a person named: it is shown as it is. */
export const measuringVariable = "TOKENBOARD_PAGES_MEASURE";

/** Whether the programs behind pages may make a run that the store lacks. */
export const pagesMayMeasure = (): boolean => Deno.env.get(measuringVariable) !== "no";
