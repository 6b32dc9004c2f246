/** Page `/time` as HTML, from hours and state alone: baked at build time and drawn again in the browser. */
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { foldedChipsHtml } from "../components/system_chips.js";
import { dateOf } from "../rows/throughout.js";
import { count, day, escapeHtml } from "../words/format.js";
import { shortName } from "../words/names.js";
import { currentOf, regionName, serviceName } from "./time_data.js";
import { daysHtml } from "./time_days.js";
import { effectHtml, effectsOf } from "./time_effect.js";
import { hoursHtml } from "./time_hours.js";
import { notesHtml } from "./time_notes.js";
import { placesHtml } from "./time_places.js";
import { type Chosen, chosenOf, type Measured, type TimeState } from "./time_state.js";
import { findingHtml } from "./time_words.js";

const parts = ["kicker", "find", "hours", "effect", "days", "places", "notes"] as const;

/** HTML of each part of the page. `width` is the content's, in pixels: drawings are made for it. */
export async function timeParts(
  all: Measured,
  chosen: Chosen,
  width: number,
): Promise<Record<typeof parts[number], string>> {
  return {
    kicker: kickerHtml(chosen),
    find: findingHtml(chosen, effectsOf(all, chosen)),
    hours: hoursHtml(chosen),
    effect: await effectHtml(all, chosen, width),
    days: await daysHtml(all, chosen, width),
    places: chosen.state.place ? await placesHtml(chosen, width) : "",
    notes: notesHtml(chosen),
  };
}

function kickerHtml({ set, rows, cells, state }: Chosen): string {
  const dates = cells.map(({ row }) => dateOf(row)).sort();
  const [first, last] = [dates[0] ?? null, dates.at(-1) ?? null];
  const n = cells.reduce((sum, { row }) => sum + row.succeeded, 0);
  const all = rows.reduce((sum, row) => sum + row.succeeded, 0);
  return [
    `${escapeHtml(set.label)}${set.kind === "own" ? "" : `, ${set.kind}`}`,
    first === last ? day(first) : `${day(first)} to ${day(last)}`,
    `${n < all ? `${count(n)} of ` : ""}${count(all)} succeeded requests of ${
      set.runs === 1 ? "1 run" : `${count(set.runs)} runs`
    }`,
    `days in UTC, hours in ${state.zone === "utc" ? "UTC" : escapeHtml(state.zone)}`,
  ].join(" · ");
}

const groups = { own: "Own", simulated: "Simulated", imported: "Imported" };

function controls({ sets }: Measured, chosen: Chosen, zone: string): string {
  const { state, systems, places, metrics, out, rows } = chosen;
  const label = (name: string) => {
    const [provider] = name.split("/", 1);
    return `${serviceName(provider)} ${shortName(name.slice(provider.length + 1))}`;
  };
  const all = state.place ? [...systems, ...currentOf(rows, state.place)] : systems;
  const chips = [...new Set(all)].map((name) => {
    return { name, provider: name.split("/", 1)[0], label: label(name) };
  });
  const zones = [...new Set(["utc", zone, state.zone])].filter((z) => z !== "UTC");
  const seen = places.filter((place) => place !== null);
  const choices = (name: string, key: keyof TimeState, options: Option[]) =>
    options.length > 1 ? selectHtml(name, key, options, state[key]) : "";
  return controlsHtml(
    sets.length > 1
      ? selectHtml(
        "Data set",
        "data",
        Object.entries(groups).flatMap(([kind, group]) => {
          const own = sets.filter((s) => s.kind === kind);
          const options = own.map((s): Option => [s.id, s.label]);
          return options.length ? [{ group, options }] : [];
        }),
        state.data,
      )
      : "",
    choices("Metric", "metric", metrics.map((m): Option => [m.name, m.label])),
    choices("System", "system", [
      ...systems.length > 1 ? [["", "all"] as Option] : [],
      ...systems.map((name): Option => [name, label(name)]),
    ]),
    choices("From", "location", [
      ...places.length > 1 ? [["", "all places"] as Option] : [],
      ...seen.map((place): Option => [place, regionName(place)]),
    ]),
    zones.length > 1
      ? radiosHtml("Hours in", "zone", zones.map((z) => [z, z === "utc" ? "UTC" : z]), state.zone)
      : "",
    state.system ? "" : foldedChipsHtml(chips, out),
  );
}

/**
 * Everything inside the page's root in a state, and the line above its heading. `zone` is the reader's own, "utc" where
 * it is not known.
 */
export async function timeHtml(
  all: Measured,
  state: TimeState,
  width: number,
  zone = "utc",
): Promise<{ kicker: string; page: string }> {
  const chosen = chosenOf(all, state);
  const html = await timeParts(all, chosen, width);
  const part = (name: typeof parts[number]) => `<div data-part="${name}">${html[name]}</div>`;
  const options = chosen.shared.map((model): Option => [model, shortName(model)]);
  return {
    kicker: html.kicker,
    page: `<p class="find" data-part="find">${html.find}</p>${
      controls(all, chosen, zone)
    }<h2>Hour by hour</h2>${part("hours")}<h2>Does the hour matter?</h2>${
      part("effect")
    }<h2>Day by day</h2>${part("days")}${
      html.places &&
      `<h2>From where: the same model, several providers</h2>${
        controlsHtml(selectHtml("Model", "place", options, state.place))
      }${part("places")}`
    }${part("notes")}`,
  };
}
