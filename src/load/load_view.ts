/** Page `/load/` as HTML, from steps and state alone: baked at build time and drawn again in the browser. */
import type { LoadData } from "@/benchmarks/queries/load/judged_steps.ts";
import { limitFields } from "../choice/limits.js";
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { emptyHtml } from "../components/empty.js";
import { takeHtml } from "../components/figure.js";
import { foldedChipsHtml, leftOut } from "../components/system_chips.js";
import { count, escapeHtml, minute } from "../words/format.js";
import { goodHtml, scheduleHtml, servedHtml, usersHtml } from "./load_figures.js";
import type { LoadSet } from "./load_sets.js";
import { stepsSql, stepsTable } from "./load_sql.js";
import { type ChosenLoad, chosenLoad, type LoadState, metrics, quantiles } from "./load_state.js";
import { tableHtml } from "./load_table.js";
import { boundText, findingHtml } from "./load_words.js";

/** The line that makes a sweep. */
const sweep = "deno task bench saturation --sweep 4,8,16 --duration 20";

function kickerHtml({ set, targets }: ChosenLoad): string {
  if (!set) return "Steps of load";
  const attempts = targets.flatMap((t) => t.steps).reduce((sum, s) => sum + s.attempts, 0);
  const steps = targets.reduce((sum, t) => sum + t.steps.length, 0);
  return escapeHtml(
    [
      set.workload ?? "an unknown workload",
      minute(set.ran_at),
      `${count(attempts)} attempts in ${count(steps)} ${steps === 1 ? "step" : "steps"}`,
    ].filter(Boolean).join(" · "),
  );
}

const options = (sets: LoadSet[], of: LoadSet["kind"]): Option[] =>
  sets.filter(({ kind }) => kind === of).map(({ id, label }): Option => [id, label]);

const isScheduled = ({ targets }: LoadSet) =>
  targets.some(({ steps }) => steps.some((s) => s.response_time_s !== null));

function controls({ state, set, sets, metric }: ChosenLoad): string {
  const times = Object.entries(metrics)
    .filter(([name]) => isScheduled(set!) || name !== "response_time_s");
  const groups = [
    { group: "The newest steps of each system", options: options(sets, "together") },
    { group: "Runs with steps", options: options(sets, "run") },
    { group: "One load a system", options: options(sets, "points") },
  ].filter((g) => g.options.length);
  return controlsHtml(
    sets.length > 1 ? selectHtml("Run", "run", groups, state.run) : "",
    selectHtml("Time", "metric", times, metric),
    radiosHtml("At", "at", Object.entries(quantiles), state.at),
    foldedChipsHtml(set!.targets, leftOut(state.systems)),
  );
}

function goodControls({ state, asked }: ChosenLoad): string {
  const whose = asked
    ? [radiosHtml("Good by", "good", [["asked", "the search"], ["mine", "my limits"]], state.good)]
    : [];
  return controlsHtml(...whose, ...state.good === "mine" ? limitFields(state) : []);
}

export const parts = ["find", "served", "bound", "good", "users", "schedule", "steps"] as const;
export type LoadParts = Record<typeof parts[number], string>;

function stepsHtml(all: LoadData, chosen: ChosenLoad, line?: string): string {
  const { set } = chosen;
  const caption =
    `${set!.workload ?? "An unknown workload"}. Succeeded requests; response time of all ` +
    `arrivals; quantiles of type 7. Good: ${chosen.good.words}. Small: 95% intervals, of ratios by MOVER. ` +
    "Grey with dots: too few requests.";
  return `${tableHtml(chosen)}<p class="cap">${escapeHtml(caption)}</p>${
    line ?? takeHtml({
      id: "steps",
      title: `Steps of load: ${set!.label}`,
      caption,
      data: () => stepsTable(all, chosen),
      sql: stepsSql(all, chosen),
      up: "../",
    })
  }`;
}

/** What a choice changes, its controls aside; `line`: see `loadHtml`. */
export async function loadParts(
  all: LoadData,
  chosen: ChosenLoad,
  width: number,
  line?: string,
): Promise<LoadParts> {
  const { set } = chosen;
  return {
    find: findingHtml(chosen),
    served: await servedHtml(all, chosen, width) +
      (set!.stepped
        ? ""
        : emptyHtml("No steps here. This asks the simulator at three rates:", sweep)),
    bound: escapeHtml(boundText(chosen)),
    good: set!.stepped ? await goodHtml(all, chosen, width) : "",
    users: await usersHtml(all, chosen, width),
    schedule: isScheduled(set!) ? await scheduleHtml(all, chosen, width) : "",
    steps: stepsHtml(all, chosen, line),
  };
}

/**
 * Everything inside the page's root in a state, and the line above its heading; `width` in pixels. `line` stands below
 * the table in place of what needs a script.
 */
export async function loadHtml(
  all: LoadData,
  state: LoadState,
  width: number,
  line?: string,
): Promise<{ kicker: string; page: string }> {
  const chosen = chosenLoad(all, state);
  const { set } = chosen;
  if (!set) {
    return {
      kicker: "Steps of load",
      page: emptyHtml("No run is in this store yet. This makes one with steps:", sweep),
    };
  }
  const html = await loadParts(all, chosen, width, line);
  const part = (name: keyof LoadParts, tag = "div") =>
    `<${tag} data-part="${name}"${tag === "p" ? ' class="cap"' : ""}>${html[name]}</${tag}>`;
  const users = html.users ? "<h2>What each user gets of it</h2>" : "";
  const schedule = html.schedule ? "<h2>What users wait, and what the server shows</h2>" : "";
  return {
    kicker: kickerHtml(chosen),
    page: `<p class="find" data-part="find">${html.find}</p>${controls(chosen)}${
      part("served")
    }<h2>Step by step</h2>${part("steps")}<h2>How many requests are good</h2>${
      goodControls(chosen)
    }${part("bound", "p")}${part("good")}${users}${part("users")}${schedule}${part("schedule")}`,
  };
}
