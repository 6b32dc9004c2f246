/** Does the hour matter? One sentence per system by METHOD 8, and the curve of its day. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import type { HourEffect } from "@/benchmarks/judging/time/hour_effect.ts";
import { leastDays, leastHours } from "../judging/time/level_days.js";
import { curve, type CurveHour } from "../charts/time/curve.js";
import { takeHtml } from "../components/figure.js";
import { escapeHtml, percentText } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { shellWord } from "../words/shell_word.js";
import { panelsOf } from "./time_panels.js";
import { hoursSql, hoursTable } from "./time_sql.js";
import type { Chosen, Line, Measured } from "./time_state.js";
import { localOf } from "./time_zone.js";

/** A system from a place, and what was judged of its hours; null where no day has hours enough. */
export interface Effect extends Line {
  effect: HourEffect | null;
}

/** The effects of the systems that are chosen. */
export function effectsOf(all: Measured, { metric, systemLines }: Chosen): Effect[] {
  const judged = new Map(
    all.judged.filter((j) => j.metric === metric.name).map((j) => [j.line, j.effect]),
  );
  return systemLines.map((line) => ({ ...line, effect: judged.get(line.key) ?? null }));
}

const percent = (share: number) => `${percentText(share)}%`;
const hourText = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** The curve on the clock of the reader, as it stood in the last hour. */
function curveOf(effect: HourEffect, { offsets, cells }: Chosen): CurveHour[] {
  const last = cells.reduce((a, { row }) => a > row.started_at ? a : row.started_at, "");
  return effect.curve.map((h) => ({
    ...h,
    hour: localOf(`${last.slice(0, 11)}${String(h.hour).padStart(2, "0")}`, [
      offsets.at(-1)!,
    ]).hour,
  }));
}

/** Whether the hour matters: the whole of what is said of one system. */
export function effectWords(effect: HourEffect | null, chosen: Chosen): string {
  const { metric: { better }, state } = chosen;
  if (!effect || effect.days < leastDays) {
    return `nothing is claimed: ${
      effect?.days ?? 0
    } of ${leastDays} days with at least ${leastHours} measured hours.`;
  }
  if (effect.why || effect.p === null) return `nothing is claimed: ${effect.why}`;
  const p = effect.p < 0.001 ? "p < 0.001" : `p = ${effect.p.toFixed(3)}`;
  const power = `an effect of 5% would be found in ${
    percent(effect.power!)
  } of such series or more`;
  const of = `${effect.days} days, ${p}; ${power}`;
  if (!effect.claimed) return `no effect of the hour can be told (${of}).`;
  const { value, low, high } = effect.amplitude!;
  const slow =
    curveOf(effect, chosen).toSorted((a, b) =>
      better === "higher" ? a.ratio - b.ratio : b.ratio - a.ratio
    )[0];
  return `the hour matters, by ${percent(value)} (${percent(low)} to ${
    percent(high)
  }) above its day’s level, slowest about ${hourText(slow.hour)}${
    state.zone === "utc" ? " UTC" : ""
  } (${of}).`;
}

/** What would bring the days that are missing. */
function wayHtml({ set }: Chosen): string {
  if (set.kind === "imported") return "";
  const command = `deno task watch ${
    shellWord(set.config) ?? "CONFIG"
  } --every 1h --for ${leastDays}d`;
  return `<p>This measures every hour until ${leastDays} days are there:</p><pre tabindex="0"><code>${
    escapeHtml(command)
  }</code></pre>`;
}

/** Systems of which the same is said stand together. */
function sentencesHtml(effects: Effect[], chosen: Chosen): string {
  const said = Map.groupBy(effects, ({ effect }) => effectWords(effect, chosen));
  const names = (own: Effect[]) => {
    if (own.length > 4 && said.size === 1) {
      return `All ${own.length} ${
        chosen.places.length > 1 ? "pairs of system and place" : "systems"
      }`;
    }
    const some = own.slice(0, own.length > 4 ? 3 : 4).map(({ label }) => label);
    return [...some, ...own.length > 4 ? [`${own.length - 3} others`] : []].join("; ");
  };
  return `<ul>${
    [...said].map(([words, own]) =>
      `<li><b>${escapeHtml(names(own))}:</b> ${escapeHtml(words)}</li>`
    ).join("")
  }</ul>`;
}

const domainOf = (curves: CurveHour[][]): [number, number] => {
  const all = curves.flat().flatMap((h) => [h.ratio, h.low ?? h.ratio, h.high ?? h.ratio]);
  return [Math.max(0.2, Math.min(0.8, ...all)) / 1.04, Math.min(5, Math.max(1.25, ...all)) * 1.04];
};

const rises = ({ better }: MetricInfo) => better === "higher" ? "faster" : "slower";

/** HTML of the section; `width` is the content's, in pixels. */
export async function effectHtml(all: Measured, chosen: Chosen, width: number): Promise<string> {
  const { cells, metric, scope, state, local, pooled } = chosen;
  if (!cells.length) return '<p class="empty">Nothing was measured.</p>';
  const effects = effectsOf(all, chosen);
  const drawn = pooled ? [] : effects.filter(({ effect }) => (effect?.days ?? 0) > 1);
  const missing = effects.some(({ effect }) => (effect?.days ?? 0) < leastDays);
  const words = sentencesHtml(effects, chosen) + (missing ? wayHtml(chosen) : "");
  if (!drawn.length) return words;
  const curves = drawn.map(({ effect }) => curveOf(effect!, chosen));
  const domain = domainOf(curves);
  const clock = state.zone === "utc" ? "UTC" : state.zone;
  const { html, spec } = await panelsOf(
    drawn.map(({ key, label, effect }, i) => ({
      name: label,
      label: `${label}: ${effectWords(effect, chosen)}`,
      draw: (each) => {
        const own = cells.filter((c) => c.line === key);
        const points = own.map((c) => ({ hour: local(c).hour, ratio: c.ratio }));
        return curve(curves[i], points, domain, each, clock);
      },
    })),
    width,
  );
  const caption = [
    `${scope}; hours in ${clock}, log scale, higher is ${rises(metric)}.`,
    `Point: the hour against its day’s level, over days with at least ${leastHours} measured hours; bar: its 95%`,
    "interval over days, for all hours at once. Small dots: each measured hour against the median of all.",
  ].join(" ");
  const take = takeHtml({
    ...{ id: "curves", title: `The curve of the day: ${metric.label}`, caption },
    spec,
    data: () => hoursTable(chosen),
    json: () =>
      drawn.flatMap(({ label, effect }) => effect!.curve.map((h) => ({ system: label, ...h }))),
    sql: hoursSql(chosen),
  });
  return `${words}${html}<p class="cap">${escapeHtml(caption)} <a ${external} href="${
    pageHref("method", {}, { hash: "over-time" })
  }">How this is judged.</a></p>${take}`;
}
