/** One drawing of page `/load/`: the steps of its targets on two axes, with files and SQL. */
import type { LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { placed } from "../charts/points/labels.js";
import {
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
import { levelOf, levelText, type LoadTarget } from "./load_sets.js";
import { stepsJson, stepsSql, stepsTable } from "./load_sql.js";
import type { ChosenLoad } from "./load_state.js";

/** Loads are written at the points of so many targets; of more, names alone. */
const mostLevels = 3;

/** One point of a drawing, and the step it is of. */
export interface Shown extends StepPoint {
  step: LoadStep;
}
export interface Drawing {
  id: string;
  title: string;
  /** What a mark is, in sentences. */
  key: string;
  x: StepAxis;
  y: StepAxis;
  /** Of each target the points that it has. */
  points: (step: LoadStep) => Shown[];
  /** A line that helps reading: across at a height, or where both axes say the same. */
  line?: number | "equal";
  /** Whether the load of each step is written at its mark. */
  levels: boolean;
}
interface Drawn {
  target: LoadTarget;
  points: Shown[];
}

/** Names at the last point of each target, then the load of each step, where there is room. */
function wordsOf(all: Drawn[], { x, y, levels }: Drawing, width: number): StepWord[] {
  const at = ({ x: value, y: top }: StepPoint) => ({
    x: width * shareOn(x, value),
    y: top === Infinity ? 6 : stepsHeight * (1 - shareOn(y, top)),
  });
  const written = levels && all.length <= mostLevels;
  const names = all.flatMap(({ target, points }) => {
    const last = points.at(-1);
    const level = last && written ? levelOf(last.step) : null;
    const name = level === null ? target.label : `${target.label}, ${levelText(level)}`;
    return last ? [{ name, ...at(last) }] : [];
  });
  const loads = !written ? [] : all.flatMap(({ points }) =>
    points.slice(0, -1).flatMap((p) => {
      const level = levelOf(p.step);
      return level === null ? [] : [{ name: levelText(level), ...at(p) }];
    })
  );
  const strong = new Set(names.map(({ name, x, y }) => `${name} ${x} ${y}`));
  return placed([...names, ...loads], width).map((label) => ({
    ...{ text: label.name, left: label.x + label.dx, top: label.y + label.dy },
    align: label.align,
    strong: strong.has(`${label.name} ${label.x} ${label.y}`),
  }));
}

/** The figure; "" where no step has a point. */
export async function drawingHtml(
  all: LoadData,
  chosen: ChosenLoad,
  drawing: Drawing,
  width: number,
): Promise<string> {
  const { set, targets } = chosen;
  const room = width - (width < 640 ? 70 : 90);
  const own = targets.map((target): Drawn => ({
    target,
    points: target.steps.flatMap(drawing.points),
  })).filter(({ points }) => points.length);
  const points = own.flatMap((d) => d.points);
  if (!points.length) return "";
  const n = points.reduce((sum, p) => sum + p.step.attempts, 0);
  const words = wordsOf(own, drawing, room);
  const names = words.filter(({ strong }) => strong).length;
  const endless = points.filter((p) => p.y === Infinity).length;
  const caption = [
    own.some(({ target }) => target.simulated) ? "Simulated." : "",
    `${set!.workload ?? "An unknown workload"}.`,
    `n = ${count(n)} attempts in ${count(points.length)} steps of ${count(own.length)} ${
      own.length === 1 ? "system" : "systems"
    }${targets.length < set!.targets.length ? `, ${count(set!.targets.length)} in all` : ""}.`,
    drawing.key,
    names < own.length
      ? `${names} of ${own.length} systems have room for their name; leave systems out to read the others.`
      : "",
    endless ? `Triangle at the top: a step of which so many requests had no answer.` : "",
  ].filter(Boolean).join(" ");
  const { id, title, x, y, line } = drawing;
  return await figureHtml({
    ...{ id, title, caption, up: "../" },
    label: `${title}: ${
      own.map(({ target, points }) => `${target.label}, ${points.length} steps`).join("; ")
    }`,
    spec: loadSteps(
      own.map(({ target, points }) => ({
        mark: markOf(target.provider, target.simulated),
        points,
      })),
      { x, y, line },
      words,
      room,
    ),
    data: () => stepsTable(all, chosen),
    json: () => stepsJson(chosen),
    sql: stepsSql(all, chosen),
  });
}
