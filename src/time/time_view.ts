/** Page `/time` as HTML, from measurements and state alone: baked at build time and drawn again in the browser. */
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { foldedChipsHtml } from "../components/system_chips.js";
import { dateOf } from "../rows/throughout.js";
import { count, day, escapeHtml } from "../words/format.js";
import { serviceName } from "./time_data.js";
import { daysHtml } from "./time_days.js";
import { hoursHtml } from "./time_hours.js";
import { currentOf, placesHtml } from "./time_places.js";
import { findingHtml } from "./time_words.js";
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
    foldedChipsHtml(systems, out),
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
