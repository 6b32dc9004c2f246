/** Sentences of /time: what the days, the hours and the places do. */
import { escapeHtml } from "../words/format.js";
import { dateOf } from "../rows/throughout.js";
import { dailyOf, type Place, regionName, serviceName, times } from "./time_data.js";
import type { Chosen, TimeMetric } from "./time_state.js";

const usualName = (metric: TimeMetric): string =>
  metric.better === "lower" ? metric.title.toLowerCase() : "decode throughput";

/** The answer: by how much the days of a region differ, and of how many hours anything can be said. */
export function findingHtml({ own, ratios, metric, subject }: Chosen): string {
  const ranges = [...Map.groupBy(dailyOf(ratios), (d) => d.region)].map(([region, list]) => {
    const medians = list.map((d) => d.median);
    return { region, low: Math.min(...medians), high: Math.max(...medians), days: list.length };
  }).filter((r) => r.days > 1).sort((a, b) => b.high / b.low - a.high / a.low);
  if (!ranges.length) return "<b>Too little was measured to compare days.</b>";
  const hours = [...Map.groupBy(own, (r) => Number(r.utc_hour))].map(([hour, list]) => ({
    hour,
    days: new Set(list.map(dateOf)).size,
  })).sort((a, b) => a.hour - b.hour);
  const often = hours.filter((h) => h.days > 2).map((h) => `${String(h.hour).padStart(2, "0")}:00`);
  const once = hours.filter((h) => h.days === 1).length;
  const { region, low, high } = ranges[0];
  const byDay = high / low > 1.1 ? "It changes by the day" : "Days hardly differ";
  return `<b>${byDay}; by the hour, ${
    often.length > 2 ? "see below" : "nobody can say yet"
  }.</b> From ${escapeHtml(regionName(region))} ${escapeHtml(subject)} ${
    metric.better === "lower" ? "took" : "decoded at"
  } ${times(low)} to ${times(high)} times their usual ${usualName(metric)}, depending on the day. ${
    often.length === 0
      ? "No hour was measured on more than two days"
      : often.length === 1
      ? `Only ${often[0]} UTC was measured on more than two days`
      : `Only ${often.join(", ")} UTC were measured on more than two days`
  }, ${once} of the ${hours.length} hours on one only.`;
}

const ratioOf = (places: Place[]) => {
  const medians = places.map((p) => p.median);
  return Math.max(...medians) / Math.min(...medians);
};
const widest = (groups: Iterable<Place[]>) =>
  [...groups].filter((g) => g.length > 1).sort((a, b) => ratioOf(b) - ratioOf(a))[0];

/** How far apart the medians are: of one provider over the places, and of the providers from one place. */
export function placesFinding(places: Place[], model: string, metric: TimeMetric): string {
  const one = widest(Map.groupBy(places, (p) => p.provider).values());
  const all = widest(Map.groupBy(places, (p) => p.region).values());
  if (!one || !all) return "";
  const sorted = [...one].sort((a, b) => a.median - b.median);
  const ratio = ratioOf(one).toFixed(2);
  return `<p>${
    ratioOf(one) > 1.1 ? "The place moves the number." : "The place hardly moves the number."
  } For ${escapeHtml(model)}, ${escapeHtml(serviceName(one[0].provider))} ${
    metric.better === "lower" ? `took ${ratio} times as long` : `decoded ${ratio} times as fast`
  } from ${escapeHtml(regionName(sorted.at(-1)!.region))} as from ${
    escapeHtml(regionName(sorted[0].region))
  }, by median. Seen from ${
    escapeHtml(regionName(all[0].region))
  }, the medians of the ${all.length} providers lie up to ${
    ratioOf(all).toFixed(1)
  } times apart.</p>`;
}
