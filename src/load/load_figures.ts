/** The drawings of page `/load/`. */
import type { LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { domainOf, type StepAxis } from "../charts/points/load_steps.js";
import { type Drawing, drawingHtml, type Shown } from "./load_drawing.js";
import { isRate, levelOf } from "./load_sets.js";
import { type ChosenLoad, type Metric, metrics, quantiles, valueOf } from "./load_state.js";
import { percentText } from "../words/format.js";

const joins =
  "Mark: a step; bar: 95% interval, where it has enough requests; one that leaves the drawing " +
  "may have no end. The thin line says which step follows which: between them nothing was measured.";
const numbers = "Numbers at marks: the load asked for.";

/** A log axis around the values of some points. */
const logOf = (title: StepAxis["title"], values: number[]): StepAxis => ({
  ...{ title, domain: domainOf(values), log: true },
});
/** The same for y, with the intervals. */
const around = (points: Shown[]) => points.flatMap((p) => [p.y, ...p.ends ?? []]);

type Draw = (all: LoadData, chosen: ChosenLoad, width: number) => Promise<string>;

/** A drawing whose points say its axes. */
async function drawn(
  all: LoadData,
  chosen: ChosenLoad,
  width: number,
  points: Drawing["points"],
  say: (points: Shown[]) => Omit<Drawing, "points">,
): Promise<string> {
  const found = chosen.targets.flatMap(({ steps }) => steps.flatMap(points));
  return found.length ? await drawingHtml(all, chosen, { ...say(found), points }, width) : "";
}

const nameOf = ({ at }: ChosenLoad, metric: Metric) =>
  `${quantiles[at]} ${metrics[metric].toLowerCase()}`;

/** Throughput against latency. */
export const servedHtml: Draw = (all, chosen, width) => {
  const { metric, at } = chosen;
  const name = nameOf(chosen, metric);
  return drawn(all, chosen, width, (step) => {
    const [x, y] = [step.served_per_s, valueOf(step, metric, at)];
    return x && y ? [{ step, x, y, ends: step.intervals[metric][at] }] : [];
  }, (points) => ({
    id: "served",
    title: `What is served, and how long it takes: ${name}`,
    key: `${
      metric === "response_time_s" ? "All arrivals." : "Succeeded requests."
    } ${numbers} ${joins}`,
    x: logOf("succeeded requests per second, log scale", points.map((p) => p.x)),
    y: logOf([`${name}, s`, "log scale, down is faster"], around(points)),
    levels: true,
  }));
};

const loadAxis = (points: Shown[]): StepAxis =>
  logOf(
    `${isRate(points[0].step) ? "requests per second asked for" : "requests in flight"}, log scale`,
    points.map((p) => p.x),
  );

/** The share of good requests against the load. */
export const goodHtml: Draw = (all, chosen, width) =>
  drawn(all, chosen, width, (step) => {
    const [x, share] = [levelOf(step), chosen.good.of(step)];
    return x && share ? [{ step, x, y: share.share, ends: [share.low, share.high] }] : [];
  }, (points) => ({
    id: "good",
    title: `Good requests at each load: ${chosen.good.words}`,
    key:
      `Share of all attempts with ${chosen.good.words}; one that failed or was dropped has not. Line across: ${
        percentText(chosen.good.goodput)
      }%. ${joins}`,
    x: loadAxis(points),
    y: { title: "good requests, up is better", domain: [0, 1], log: false, format: "%" },
    line: chosen.good.goodput,
    levels: false,
  }));

/** What each user gets, against what all get together. */
export const usersHtml: Draw = (all, chosen, width) =>
  drawn(all, chosen, width, (step) => {
    const [x, y] = [step.system_tokens_per_s, step.decode_tokens_per_s];
    return x && y ? [{ step, x, y, ends: step.intervals.decode_tokens_per_s.median }] : [];
  }, (points) => ({
    id: "users",
    title: "Output tokens per second: each user, and all together",
    key: "Each user: the median decode rate of succeeded requests. All: their output tokens over " +
      `the seconds of the step. Right and up is better. ${numbers} ${joins}`,
    x: logOf("output tokens per second in all, log scale", points.map((p) => p.x)),
    y: logOf(["tokens per second", "of each user, log scale"], around(points)),
    levels: true,
  }));

/** Response time from the schedule beside latency from sending. */
export const scheduleHtml: Draw = (all, chosen, width) => {
  const { at } = chosen;
  const [sent, due] = (["e2e_latency_s", "response_time_s"] as const)
    .map((metric) => nameOf(chosen, metric));
  return drawn(all, chosen, width, (step: LoadStep) => {
    const [x, y] = [valueOf(step, "e2e_latency_s", at), valueOf(step, "response_time_s", at)];
    return x && y ? [{ step, x, y, ends: step.intervals.response_time_s[at] }] : [];
  }, (points) => {
    const both = [...points.map((p) => p.x), ...around(points)];
    return {
      id: "schedule",
      title: `From the schedule, and from sending: ${quantiles[at].toLowerCase()}`,
      key: "From sending: succeeded requests. From the schedule: all arrivals, of which one that " +
        "failed or was dropped never came. Straight line: where both are alike; above it users " +
        `waited before their request was sent, or in vain. ${numbers} ${joins}`,
      x: logOf(`${sent}, s, log scale`, both),
      y: logOf([`${due}, s`, "log scale"], both),
      line: "equal",
      levels: true,
    };
  });
};
