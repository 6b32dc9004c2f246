/** What the drawer says about a request beyond its row: its flags and a typical request of its run. */
import type { Context } from "../components/drawer.js";
import { statisticsOf } from "../rows/statistics.js";
import { numberOf, type Row } from "../rows/systems.js";
import type { Computed } from "./outliers_select.js";
import { times } from "./outliers_tables.js";

export function contextOf(row: Row, { systems, m }: Computed): Context {
  const s = systems.find((x) => x.rows.includes(row))!;
  const flag = s.flags[s.rows.indexOf(row)];
  const { median } = statisticsOf(s.rows, m.name, m.better, "succeeded");
  const away = (r: Row) => Math.abs(Math.log((r[m.name] as number) / median!));
  const drawn = s.rows.filter((_, i) => s.flags[i]);
  const typical = median && drawn.length
    ? drawn.reduce((a, b) => (away(b) < away(a) ? b : a))
    : null;
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
      ? `Typical: request ${numberOf(typical)}, nearest to the run’s median ${m.label}.`
      : "",
  };
}
