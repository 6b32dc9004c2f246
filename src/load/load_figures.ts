/** Drawings of page `/load/`, each with its files and SQL. */
import type { LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { placed } from "../charts/points/labels.js";
import {
  domainOf,
  loadSteps,
  shareOn,
  type StepAxis,
  type StepPoint,
  stepsHeight,
  type StepWord,
} from "../charts/points/load_steps.js";
import { figureHtml } from "../components/figure.js";
import { markOf } from "../components/provider_marks.js";
import { count } from "../words/format.js";
import type { LoadTarget } from "./load_sets.js";
import { levelOf, levelText } from "./load_sets.js";
import { stepsJson, stepsSql, stepsTable } from "./load_sql.js";
import { type At, type ChosenLoad, metrics, quantiles } from "./load_state.js";

const up = "../";
/** Levels are written at the points of so many targets; of more, names alone. */
const mostLevels = 2;

/** One point of a drawing, and the step it is of. */
interface Shown extends StepPoint {
  step: LoadStep;
}
interface Drawn {
  target: LoadTarget;
  points: Shown[];
}

/** Value of a time at a quantile, as the step has it; null where the table has none. */
function valueOf(step: LoadStep, metric: keyof typeof metrics, at: At): number | null {
  const name = at === "median" ? metric : metric.replace(/_s$/, `_${at}_s`);
  return ((step as unknown as Record<string, number | null>)[name]) ?? null;
}

/** Names at the last point of each target, then the load of each step, where there is room. */
function wordsOf(all: Drawn[], x: StepAxis, y: StepAxis, width: number): StepWord[] {
  const at = ({ x: value, y: top }: StepPoint) => ({
    x: width * shareOn(x, value),
    y: stepsHeight * (1 - shareOn(y, top)),
  });
  const names = all.flatMap(({ target, points }) => {
    const last = points.at(-1);
    return last ? [{ name: target.label, ...at(last), strong: true }] : [];
  });
  const levels = all.length > mostLevels
    ? []
    : all.flatMap(({ points }) =>
      points.slice(0, -1).flatMap((p) => {
        const level = levelOf(p.step);
        return level === null ? [] : [{ name: levelText(level), ...at(p), strong: false }];
      })
    );
  const given = [...names, ...levels];
  return placed(given, width).map((label) => ({
    text: label.name,
    left: label.x + label.dx,
    top: label.y + label.dy,
    align: label.align,
    strong: given.some((g) => g.strong && g.x === label.x && g.y === label.y),
  }));
}

interface Asked {
  id: string;
  title: string;
  key: string;
  x: StepAxis;
  y: StepAxis;
  drawn: Drawn[];
}

async function drawingHtml(
  all: LoadData,
  { set, targets }: ChosenLoad,
  { id, title, key, x, y, drawn }: Asked,
  width: number,
): Promise<string> {
  const room = width - (width < 640 ? 70 : 90);
  const own = drawn.filter(({ points }) => points.length);
  const n = own.flatMap(({ points }) => points).reduce((sum, p) => sum + p.step.attempts, 0);
  const steps = own.reduce((sum, { points }) => sum + points.length, 0);
  const simulated = own.some(({ target }) => target.simulated) ? "Simulated. " : "";
  const endless = own.flatMap(({ points }) => points).filter((p) => p.y === Infinity).length;
  const caption = `${simulated}${set!.workload ?? "an unknown workload"}. n = ${
    count(n)
  } attempts in ${count(steps)} steps of ${count(own.length)} ${
    own.length === 1 ? "system" : "systems"
  }. ${key}${
    endless
      ? ` Triangle at the top: at ${count(endless)} of the steps so many requests had no answer.`
      : ""
  }`;
  return await figureHtml({
    ...{ id, title, caption, up },
    label: `${title}: ${own.map(({ target, points }) => `${target.label} ${points.length} steps`)}`,
    spec: loadSteps(
      own.map(({ target, points }) => ({
        mark: markOf(target.provider, target.simulated),
        points,
      })),
      x,
      y,
      wordsOf(own, x, y, room),
      room,
    ),
    data: () => stepsTable(all, targets),
    json: () => stepsJson(targets),
    sql: stepsSql(all, targets),
  });
}

const joins = "Mark: a step; bar: 95% interval, where it has enough requests. The thin line says " +
  "which step follows which; between them nothing was measured.";

/** Throughput against latency. */
export async function servedHtml(
  all: LoadData,
  chosen: ChosenLoad,
  width: number,
): Promise<string> {
  const { targets, metric, at } = chosen;
  const drawn = targets.map((target): Drawn => ({
    target,
    points: target.steps.flatMap((step): Shown[] => {
      const [x, y] = [step.served_per_s, valueOf(step, metric, at)];
      return x && y ? [{ step, x, y, ends: step.intervals[metric][at] }] : [];
    }),
  }));
  const points = drawn.flatMap((d) => d.points);
  if (!points.length) return "";
  const name = `${quantiles[at]} ${metrics[metric].toLowerCase()}`;
  return await drawingHtml(all, chosen, {
    id: "served",
    title: `What is served, and how long it takes: ${name}`,
    key: `${
      metric === "response_time_s" ? "All arrivals" : "Succeeded requests"
    }; numbers at marks: the load asked for. ${joins}`,
    x: {
      title: "succeeded requests per second, log scale",
      domain: domainOf(points.map((p) => p.x)),
      log: true,
    },
    y: {
      title: [`${name}, s`, "log scale, down is faster"],
      domain: domainOf(points.flatMap((p) => [p.y, ...p.ends ?? []])),
      log: true,
    },
    drawn,
  }, width);
}
