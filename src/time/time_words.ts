/** Sentences of /time: what the days, the hours and the places do. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import { badgeHtml } from "../components/tip.js";
import { dateOf } from "../rows/throughout.js";
import { escapeHtml } from "../words/format.js";
import { dailyOf, type Place, regionName, serviceName, times } from "./time_data.js";
import type { Effect } from "./time_effect.js";
import type { Chosen } from "./time_state.js";

const usualName = ({ label }: MetricInfo): string => label[0].toLowerCase() + label.slice(1);

/** Of how many of the systems the hour matters. */
function hourClaim(effects: Effect[]): string {
  const asked = effects.filter(({ effect }) => effect?.p != null);
  const claimed = asked.filter(({ effect }) => effect!.claimed).length;
  if (!asked.length) return "of the hour nobody can say yet";
  if (!claimed) return "no effect of the hour can be told";
  const some = claimed < effects.length ? ` for ${claimed} of ${effects.length} systems` : "";
  return `the hour matters${some}`;
}

/** The answer: by how much the days of a row differ, and of how many hours anything can be said. */
export function findingHtml(chosen: Chosen, effects: Effect[]): string {
  const { cells, metric, subject, lines, rowOf, pooled, byPlace, set } = chosen;
  const simulated = set.kind === "simulated"
    ? badgeHtml("simulated", "These times are the simulator’s, not a provider’s.", "sim") + " "
    : "";
  const ranges = [...Map.groupBy(dailyOf(cells, rowOf), (d) => d.row)].map(([row, list]) => {
    const medians = list.map((d) => d.median);
    return { row, low: Math.min(...medians), high: Math.max(...medians), days: list.length };
  }).filter((r) => r.days > 1).sort((a, b) => b.high / b.low - a.high / a.low);
  if (!ranges.length) return `${simulated}<b>Too little was measured to compare days or hours.</b>`;
  const hours = [...Map.groupBy(cells, ({ row }) => row.started_at.slice(11))].map((
    [hour, list],
  ) => ({
    hour,
    days: new Set(list.map(({ row }) => dateOf(row))).size,
  })).sort((a, b) => a.hour.localeCompare(b.hour));
  const often = hours.filter((h) => h.days > 2).map((h) => `${h.hour}:00`);
  const once = hours.filter((h) => h.days === 1).length;
  const [{ row, low, high }] = ranges;
  const label = escapeHtml(lines.find(({ key }) => key === row)!.label);
  const byDay = high / low > 1.1 ? "It changes by the day" : "Days hardly differ";
  const who = byPlace ? `From ${label} ${escapeHtml(subject)}` : label;
  return `${simulated}<b>${byDay}; ${hourClaim(effects)}.</b> ${who} ${
    metric.better === "lower" ? "took" : "ran at"
  } ${times(low)} to ${times(high)} times ${pooled ? "their" : "its"} usual ${
    escapeHtml(usualName(metric))
  }, depending on the day. ${
    often.length === 0
      ? "No hour was measured on more than two days"
      : often.length === 1
      ? `Only ${often[0]} UTC was measured on more than two days`
      : often.length < 4
      ? `Only ${often.join(", ")} UTC were measured on more than two days`
      : `${
        often.length < 24 ? `${often.length} of the 24 hours were` : "Every hour was"
      } measured on more than two days`
  }${once ? `, ${once} of the ${hours.length} hours on one only` : ""}.`;
}

const ratioOf = (places: Place[]) => {
  const medians = places.map((p) => p.median);
  return Math.max(...medians) / Math.min(...medians);
};
const widest = (groups: Iterable<Place[]>) =>
  [...groups].filter((g) => g.length > 1).sort((a, b) => ratioOf(b) - ratioOf(a))[0];

/** How far apart the medians are: of one provider over the places, and of the providers from one place. */
export function placesFinding(places: Place[], model: string, metric: MetricInfo): string {
  const one = widest(Map.groupBy(places, (p) => p.provider).values());
  const all = widest(Map.groupBy(places, (p) => p.location).values());
  if (!one || !all) return "";
  const sorted = [...one].sort((a, b) => a.median - b.median);
  const ratio = ratioOf(one).toFixed(2);
  return `<p>${
    ratioOf(one) > 1.1 ? "The place moves the number." : "The place hardly moves the number."
  } For ${escapeHtml(model)}, ${escapeHtml(serviceName(one[0].provider))} ${
    metric.better === "lower" ? `took ${ratio} times as long` : `was ${ratio} times as fast`
  } from ${escapeHtml(regionName(sorted.at(-1)!.location))} as from ${
    escapeHtml(regionName(sorted[0].location))
  }, by median. Seen from ${
    escapeHtml(regionName(all[0].location))
  }, the medians of the ${all.length} providers lie up to ${
    ratioOf(all).toFixed(1)
  } times apart.</p>`;
}
