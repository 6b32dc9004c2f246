/** What a state of the outliers page selects and flags, and what it says of one request. */
import { logDomain } from "../charts/log_axis.js";
import type { Context } from "../components/drawer.js";
import type { Rule, State } from "./outliers_controls.js";
import type { Range } from "./outliers_panels.js";
import * as sys from "../rows/systems.js";
import type { Choice, Row } from "../rows/systems.js";
import { flaggedOf, times } from "./outliers_tables.js";
import { statisticsOf } from "../rows/statistics.js";

/** What is computed, and the pixels of a drawn panel. */
export type View = ReturnType<typeof compute> & { size: { width: number; height: number } };

/**
 * Lets all runs share one axis of request numbers where they are of like length: a run of 20 beside one of 10,000
 * would be a sliver. Says whether they do.
 */
export function alignRuns(systems: sys.System[]): boolean {
  const lasts = systems.map((s) => s.last);
  const longest = lasts.reduce((a, b) => Math.max(a, b), 1);
  const alike = lasts.every((n) => 2 * n >= longest);
  if (alike) { for (const s of systems) s.last = longest; }
  return alike;
}

/** Everything that a state of the URL says about the rows of its workload. */
export function compute(own: Row[], state: State, m: Choice) {
  const systems = sys.systemsOf(own, m.name);
  const oneAxis = alignRuns(systems);
  const values = systems.flatMap((s) => s.rows.filter((_, i) => s.flags[i]))
    .map((r) => r[m.name] as number);
  const last = systems.reduce((n, s) => Math.max(n, s.last), 1);
  const range: Range | null = state.from || state.to || state.brushed
    ? { key: state.brushed, from: Number(state.from || 1), to: Number(state.to || last) }
    : null;
  const inside = (r: Row) =>
    !range || (sys.numberOf(r) >= range.from && sys.numberOf(r) <= range.to &&
      (!range.key || range.key === sys.systemKey(r)));
  return {
    own,
    m,
    systems,
    oneAxis,
    values,
    domain: logDomain(values, Infinity),
    range,
    selected: own.filter(inside),
    flagged: flaggedOf(systems, state.rule as Rule, inside),
  };
}

/** What the drawer says about a row beyond the row: its flags, a typical request, its neighbours in the table. */
export function contextOf(row: Row, { systems, m, flagged }: View): Context {
  const s = systems.find((x) => x.rows.includes(row));
  const flag = s?.flags[s.rows.indexOf(row)] ?? null;
  const median = s && statisticsOf(s.rows, m.name, m.better, "succeeded").median;
  const away = (r: Row) => Math.abs(Math.log((r[m.name] as number) / median!));
  const drawn = s?.rows.filter((_, i) => s.flags[i]) ?? [];
  const typical = median && drawn.length
    ? drawn.reduce((a, b) => (away(b) < away(a) ? b : a))
    : null;
  const at = flagged.findIndex((f) => f.row === row);
  return {
    badges: flag
      ? [
        ...(flag.mad && flag.z !== null ? [`MAD z = ${flag.z.toFixed(1)}`] : []),
        ...(flag.tukey ? [`Tukey: ${flag.ratio > 1 ? "above" : "below"} the fence`] : []),
        `${times(flag.ratio)} its run’s median`,
      ]
      : [],
    typical,
    typicalNote: typical && typical !== row
      ? `Typical: request ${sys.numberOf(typical)}, nearest to the run’s median ${m.label}.`
      : "",
    step: {
      name: "flagged",
      previous: at > 0,
      next: at < 0 ? flagged.length > 0 : at < flagged.length - 1,
    },
  };
}
