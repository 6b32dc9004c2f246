/** Page `/load/` as HTML, from steps and state alone: baked at build time and drawn again in the browser. */
import type { LoadData } from "@/benchmarks/queries/load/judged_steps.ts";
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { emptyHtml } from "../components/empty.js";
import { takeHtml } from "../components/figure.js";
import { foldedChipsHtml, leftOut } from "../components/system_chips.js";
import { count, escapeHtml, minute } from "../words/format.js";
import { servedHtml } from "./load_figures.js";
import type { LoadSet } from "./load_sets.js";
import { stepsSql, stepsTable } from "./load_sql.js";
import { type ChosenLoad, chosenLoad, type LoadState, metrics, quantiles } from "./load_state.js";
import { tableHtml } from "./load_table.js";
import { findingHtml } from "./load_words.js";

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

const options = (sets: LoadSet[], is: boolean): Option[] =>
  sets.filter(({ stepped }) => stepped === is).map(({ id, label }): Option => [id, label]);

function controls({ state, set, sets, metric }: ChosenLoad): string {
  const scheduled = set!.targets.some(({ steps }) => steps.some((s) => s.response_time_s !== null));
  const times = Object.entries(metrics).filter(([name]) => scheduled || name !== "response_time_s");
  const groups = [
    { group: "Runs with steps", options: options(sets, true) },
    { group: "One load a system", options: options(sets, false) },
  ].filter((g) => g.options.length);
  return controlsHtml(
    sets.length > 1 ? selectHtml("Run", "run", groups, state.run) : "",
    selectHtml("Time", "metric", times, metric),
    radiosHtml("At", "at", Object.entries(quantiles), state.at),
    foldedChipsHtml(set!.targets, leftOut(state.systems)),
  );
}

/** Everything inside the page's root in a state, and the line above its heading; `width` in pixels. */
export async function loadHtml(
  all: LoadData,
  state: LoadState,
  width: number,
): Promise<{ kicker: string; page: string }> {
  const chosen = chosenLoad(all, state);
  const { set, targets } = chosen;
  if (!set) {
    return {
      kicker: "Steps of load",
      page: emptyHtml("No run is in this store yet. This makes one with steps:", sweep),
    };
  }
  const none = set.stepped
    ? ""
    : emptyHtml("No steps here. This asks the simulator at three rates:", sweep);
  const caption =
    `${
      set.workload ?? "an unknown workload"
    }. Succeeded requests; response time of all arrivals; ` +
    "quantiles of type 7; small: 95% intervals, of a ratio by MOVER. Grey with dots: too few requests.";
  return {
    kicker: kickerHtml(chosen),
    page: `<p class="find">${findingHtml(chosen)}</p>${controls(chosen)}${await servedHtml(
      all,
      chosen,
      width,
    )}${none}<h2>Step by step</h2>${tableHtml(chosen)}<p class="cap">${escapeHtml(caption)}</p>${
      takeHtml({
        id: "steps",
        title: `Steps of load: ${set.label}`,
        caption,
        data: () => stepsTable(all, targets),
        sql: stepsSql(all, targets),
        up: "../",
      })
    }`,
  };
}
