/** Page `/time` as HTML, from measurements and state alone: baked at build time and drawn again in the browser. */
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { systemChipsHtml } from "../components/system_chips.js";
import { dateOf } from "../rows/throughout.js";
import { count, day, escapeHtml } from "../words/format.js";
import { dailyOf, regionName, serviceName, times } from "./time_data.js";
import { daysHtml } from "./time_days.js";
import { hoursHtml, usualName } from "./time_hours.js";
import { currentOf, placesHtml } from "./time_places.js";
import { type Chosen, chosenOf, type Measured, timeMetrics, type TimeState } from "./time_state.js";

/** HTML of each part of the page. `width` is the content's, in pixels: drawings are made for it. */
export async function timeParts(
  all: Measured,
  state: TimeState,
  width: number,
): Promise<Record<"kicker" | "find" | "hours" | "days" | "places", string>> {
  const chosen = chosenOf(all, state);
  return {
    kicker: kickerHtml(all, chosen),
    find: findingHtml(chosen),
    hours: hoursHtml(all, chosen),
    days: await daysHtml(all, chosen, width),
    places: await placesHtml(all, chosen, width),
  };
}

function kickerHtml({ steady }: Measured, { own, ratios, state }: Chosen): string {
  const dates = own.map(dateOf).sort();
  const what = state.models === "one"
    ? escapeHtml(state.model)
    : `${steady.models.size} models, those measured throughout`;
  const zone = state.zone === "utc"
    ? "times in UTC"
    : "days in UTC, hours in each region’s own time";
  return `thefastest.ai, ${day(dates[0] ?? null)} to ${day(dates.at(-1) ?? null)} · ${
    count(ratios.length)
  } measurements of ${what} · ${zone}`;
}

const plain = (values: string[]): Option[] => values.map((value) => [value, value]);

function controls(all: Measured, state: TimeState, { out }: Chosen): string {
  const one = state.models === "one";
  const models = [...one ? [] : [...all.steady.models].sort(), ...currentOf(all, state.place)];
  const systems = [...new Set(models)].map((name) => {
    const [provider] = name.split("/", 1);
    const model = name.slice(provider.length + 1);
    return { name, provider, label: `${serviceName(provider)} ${model}` };
  });
  return controlsHtml(
    radiosHtml("Metric", "metric", timeMetrics.map((m) => [m.name, m.label]), state.metric),
    radiosHtml("Models", "models", [
      ["throughout", `${all.steady.models.size}, measured throughout`],
      ["one", "one model"],
    ], state.models),
    radiosHtml("Times in", "zone", [["utc", "UTC"], ["local", "region’s own"]], state.zone),
    `<div${one ? "" : " hidden"}>${
      selectHtml("The one model", "model", plain(all.models), state.model)
    }</div>`,
    systemChipsHtml(systems, out),
  );
}

/** Everything inside the page's root in a state, and the line above its heading. */
export async function timeHtml(
  all: Measured,
  state: TimeState,
  width: number,
): Promise<{ kicker: string; page: string }> {
  const { kicker, find, hours, days, places } = await timeParts(all, state, width);
  const part = (name: string, html: string) => `<div data-part="${name}">${html}</div>`;
  return {
    kicker,
    page: `<p class="find" data-part="find">${find}</p>${
      controls(all, state, chosenOf(all, state))
    }<h2>Hour by region</h2>${part("hours", hours)}<h2>Day by day</h2>${
      part("days", days)
    }<h2>From where: the same model, several providers</h2>${
      controlsHtml(selectHtml("Model", "place", plain(all.shared), state.place))
    }${part("places", places)}`,
  };
}

function findingHtml({ own, ratios, metric, subject }: Chosen): string {
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
