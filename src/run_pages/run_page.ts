/** A run's own page: what it said, whether it counts, and all that is known of it. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { filesHtml } from "../components/files.js";
import { storedRowsHtml } from "../choice/row_links.js";
import { joined, link, markup } from "../components/row_table.js";
import { harnessName } from "../shared/harness_names.js";
import { count, day, minute } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { shortName } from "../words/names.js";
import { manifestHtml } from "./run_manifest.js";
import { simulatedBadge } from "./run_list.js";
import { againHtml } from "./run_again.js";
import { neighboursHtml } from "./run_neighbours.js";
import { probesHtml } from "./run_probes.js";
import { reportedHtml } from "./run_reported.js";
import { saysHtml } from "./run_says.js";
import { serverHtml } from "./run_server.js";
import { findingHtml, noteHtml, validityHtml } from "./run_validity.js";

const up = "../";

/** A run file of others may name no configuration. */
const nameOf = (run: RunPage["run"]) => shortName(run.config_name ?? run.run_id);

/** What a window and a list of pages call it. */
export const runTitle = ({ run }: RunPage): string =>
  [nameOf(run), day(run.started_at ?? run.ended_at)].filter(Boolean).join(", ");

/** From when to when. */
function timeText({ started_at, ended_at }: RunPage["run"]): string {
  if (!started_at) return ended_at ? `ended ${minute(ended_at)}` : "at an unknown time";
  if (!ended_at) return minute(started_at);
  const end = minute(ended_at);
  const [from, to] = [minute(started_at).replace(" UTC", ""), end.slice(end.indexOf(",") + 2)];
  return `${from} to ${day(ended_at) === day(started_at) ? to : end}`;
}

/** Pages that show one run alone. */
const pages: [page: string, name: string][] = [
  ["", "leaderboard"],
  ["distributions", "distributions"],
  ["outliers", "outliers"],
  ["compare", "compare"],
  ["reliability", "reliability"],
];

const steppedShapes = ["sweep", "find", "stages"];
/** Whether its load had steps: page `/load/` shows what each gave. */
function hasSteps({ config }: RunPage["run"]): boolean {
  const load = (config as { load?: { shape?: unknown } | string } | null)?.load;
  return typeof load === "object" && steppedShapes.includes(String(load?.shape));
}

/** Where its requests are: files, the table of them, and pages of this run alone. */
function waysHtml({ run, results, files }: RunPage): string {
  if (run.rows === 0) return "";
  const requests = link(
    pageHref("requests", { run_id: run.run_id }, { up }),
    `as a table (${count(run.measured || run.probes)})`,
  );
  const alone = pages.map(([page, name]) =>
    link(pageHref(page, { run: run.run_id }, { up }), name)
  );
  if (hasSteps(run)) {
    alone.push(link(pageHref("load/index", { run: run.run_id }, { up }), "load, step by step"));
  }
  return [
    markup`<p class="links"><span>Every request of this run</span>${{
      html: files
        ? filesHtml(`runs/${run.run_id}`, files.text, up)
        : storedRowsHtml(run.run_id, "by SQL, to save as CSV or Parquet", up),
    }} ${requests}</p>`,
    ...results.length
      ? [markup`<p class="links"><span>This run alone</span>${joined(alone, " ")}</p>`]
      : [],
  ].map(({ html }) => html).join("");
}

/** Everything inside the page, without an empty line. */
export async function runHtml(page: RunPage): Promise<string> {
  const { run } = page;
  return [
    markup`<p class="kicker">${link(pageHref("runs", {}, { up }), "All runs")} · ${
      timeText(run)
    } · ${
      run.imported_from
        ? `imported from ${harnessName(run.imported_from)}`
        : "run in this workspace"
    }</p>`,
    markup`<h1>Run of ${nameOf(run)}${simulatedBadge(run.simulated, run.rows)}</h1>`,
    markup`<p class="cap">${run.workload ?? "an unknown workload"}${
      run.location ? `, sent from ${run.location}` : ""
    }</p>`,
    {
      html: findingHtml(page) + noteHtml(page) + saysHtml(page) + probesHtml(page) +
        reportedHtml(page) + await serverHtml(page),
    },
    { html: waysHtml(page) },
    { html: validityHtml(page) + againHtml(page) + neighboursHtml(page) + manifestHtml(page) },
  ].map(({ html }) => html).join("\n");
}

/** The same as the Markdown of a page. */
export const runMarkdown = async (page: RunPage): Promise<string> =>
  `---\ntitle: ${yaml(runTitle(page))}\n---\n\n<section class="run">\n${await runHtml(
    page,
  )}\n</section>\n`;

/** What stands at an address that names no run. */
export const noRunMarkdown = (): string =>
  `---\ntitle: Run\n---\n\n<section class="run">\n<h1>This run is not on this site</h1>\n<p>${
    joined([markup`Those that are: `, link(pageHref("runs", {}, { up }), "all runs")]).html
  }.</p>\n</section>\n`;

/** A text in double quotes, all of it but plain letters by number. */
const yaml = (text: string): string =>
  JSON.stringify(text).replace(
    /[^ -~]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
