/** Page /shards/: drawings and tables of simulated runs, one below the other. */
import { onWidth } from "../components/resize.js";
import type { ShardsData } from "./shards_data.js";
import {
  lostFigure,
  memoryFigure,
  servedFigure,
  timeFigure,
  waitsFigure,
} from "./shards_figures.js";
import { clocksHtml, costHtml, faultsHtml, lateHtml, sameHtml } from "./shards_tables.js";
import { clocksText, costText, faultsText, lateText, sameText } from "./shards_words.js";

const figures = {
  served: servedFigure,
  waits: waitsFigure,
  late: lostFigure,
  time: timeFigure,
  memory: memoryFigure,
};
type Name = keyof typeof figures;

const titles: Record<Name, string> = {
  served: "Served per second, by the rows",
  waits: "Waiting at a server that all share",
  late: "Arrivals that were not sent",
  time: "Processor seconds",
  memory: "Memory",
};

/** Width that a drawing is baked for, in pixels. */
const bakedWidth = 960;

/** Everything inside the page's root. */
export async function shardsHtml(data: ShardsData): Promise<string> {
  const figure = async (name: Name) =>
    `<h3>${titles[name]}</h3><div data-figure="${name}">${await figures[name](
      data,
      bakedWidth,
    )}</div>`;
  const text = (html: string) => `<p>${html}</p>`;
  return [
    `<h2>Nothing is wrong</h2>${text(sameText(data))}${sameHtml(data.same)}`,
    `<h2>Clocks that are off</h2>${text(clocksText(data))}`,
    ...[await figure("served"), await figure("waits"), clocksHtml(data.clocks)],
    `<h2>Machines that come late</h2>${text(lateText(data))}`,
    ...[await figure("late"), lateHtml(data.late)],
    ...data.faults.rows.length
      ? [
        `<h2>What goes wrong, and what is said of it</h2>${text(faultsText(data))}`,
        faultsHtml(data.faults),
      ]
      : [],
    ...data.cost.rows.length
      ? [
        `<h2>What a merge costs</h2>${text(costText(data))}`,
        ...[await figure("time"), await figure("memory"), costHtml(data.cost)],
      ]
      : [],
  ].join("\n");
}

/** Draws the figures of the page in `root`, which holds `shardsHtml`, at its width: their files can be taken away. */
export async function mountShards(root: HTMLElement, data: ShardsData): Promise<void> {
  let turn = 0;
  const draw = async () => {
    const mine = ++turn;
    const places = [...root.querySelectorAll<HTMLElement>("[data-figure]")];
    const drawn = await Promise.all(
      places.map((place) => figures[place.dataset.figure as Name](data, root.clientWidth)),
    );
    if (mine !== turn) return;
    places.forEach((place, i) => place.innerHTML = drawn[i]);
    root.dataset.ready = String(mine);
  };
  onWidth(root, draw);
  await draw();
}
