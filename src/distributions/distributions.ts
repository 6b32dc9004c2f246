/** What the median hides: ECDF, histograms and quantiles of chosen systems and any metric. */
import type { WeakOf } from "@/benchmarks/queries/support.ts";
import { mostFlags } from "../charts/curve_flags.js";
import { ecdf, type Sample } from "../charts/ecdf.js";
import { binCount, histogram, logBins } from "../charts/histogram.js";
import { quantiles } from "../charts/quantiles.js";
import { logDomain } from "../charts/log_axis.js";
import { describe, findingHtml, quantileRows, quantilesHtml } from "./distributions_table.js";
import type { RequestRow } from "../rows/board.js";
import { chosenBoard } from "../words/board_id.js";
import { boardsOf } from "../rows/boards.js";
import { noRunHtml } from "../components/empty.js";
import { count, day, escapeHtml, significant } from "../words/format.js";
import { renderBare } from "../components/vega.js";
import { type Choice, kickerOf, type Row, systemsOf } from "../rows/systems.js";
import { markHtml, markOf, providerMark } from "../components/provider_marks.js";
import { onWidth } from "../components/resize.js";
import { readState, sayGone, writeState } from "../components/state.js";

const quantileKey =
  "Dot: median. Box: P25 to P75. Upright tick: P95. Diamond: P99. Line: least to greatest. " +
  "Grey: too few requests for that quantile.";

/**
 * Puts the page into `root`; `choices` comes from the catalogue, `weak` from the judging, `kicker` is the line above
 * the heading.
 */
export function mountDistributions(
  root: HTMLElement,
  rows: Row[],
  choices: Choice[],
  weak: WeakOf,
  kicker?: HTMLElement | null,
): void {
  const boards = Map.groupBy(rows, (r) => String(r.board));
  const named = boardsOf(rows as unknown as RequestRow[]).map((b) => ({
    id: b.id,
    name: `${b.group.label} · ${b.label}`,
  }));
  if (named.length === 0) {
    root.innerHTML = noRunHtml;
    root.dataset.ready = "0";
    return;
  }
  const base: Record<string, string> = { board: named[0].id, metric: "ttft_s", systems: "" };
  const state = readState(base);
  const { board, gone } = chosenBoard(named, state.board, (b) => b.name);
  state.board = board.id;
  sayGone(root, gone);
  const option = (value: string, text: string, chosen: boolean) =>
    `<option value="${escapeHtml(value)}"${chosen ? " selected" : ""}>${escapeHtml(text)}</option>`;
  root.innerHTML =
    `<p class="find"></p><form class="controls"><fieldset><legend>Workload and model</legend><select name="board" aria-label="Workload and model">${
      named.map((b) => option(b.id, b.name, b.id === state.board)).join("")
    }</select></fieldset><fieldset><legend>Metric</legend><select name="metric" aria-label="Metric">${
      choices.map((c) =>
        option(c.name, `${c.label}${c.unit ? `, ${c.unit}` : ""}`, c.name === state.metric)
      ).join("")
    }</select></fieldset><fieldset class="chips"><legend>Systems</legend><div class="seg"></div></fieldset></form><div class="drawn"><h2>Share of requests at or below a value</h2><div class="ecdf"></div><h2>How the requests spread</h2><p class="cap histcap"></p><div class="hists"></div><h2>Quantiles side by side</h2><div class="qplot"></div></div><div class="quantiles"></div><p class="cap qcap"></p>`;
  const find = <T extends HTMLElement>(s: string) => root.querySelector<T>(s)!;
  let turn = 0;

  async function draw() {
    const mine = ++turn;
    const m = choices.find((c) => c.name === state.metric) ?? choices[0];
    const all = systemsOf(boards.get(state.board)!, m.name);
    const off = new Set(state.systems.split("~").filter(Boolean));
    const described = all.filter((s) => !off.has(s.name)).map((s) => describe(s, m, weak));
    const samples = described.filter((d) => d.values.length > 0).map((d): Sample => ({
      system: d.s.label,
      mark: markOf(d.s.provider),
      values: d.values,
    }));
    const values = samples.flatMap((s) => s.values);
    const largestP95 = Math.max(0, ...described.map((d) => d.st.p95 ?? 0));
    const domain = logDomain(values, largestP95);
    const title = `${m.label}${m.unit ? `, ${m.unit}` : ""}`;
    const axis = `${title}, log scale${
      m.better === "lower" ? ", left is faster" : m.better === "higher" ? ", right is faster" : ""
    }`;
    const wide = root.clientWidth;
    const columns = wide >= 1000 ? 3 : wide >= 640 ? 2 : 1;
    const top = Math.max(
      1,
      ...samples.flatMap((s) => logBins(s.values, domain, binCount).map((b) => b.n)),
    );
    const plot = quantileRows(described);
    const [curve, strip, ...hists] = await Promise.all([
      renderBare(ecdf(samples, axis, domain, wide - 72)),
      renderBare(quantiles(plot, axis, domain, wide - (wide < 640 ? 116 : 150))),
      ...samples.map((s) =>
        renderBare(
          histogram(s, domain, top, Math.floor((wide - 28 * (columns - 1)) / columns) - 42),
        )
      ),
    ]);
    if (mine !== turn) return;
    find(".chips .seg").innerHTML = all.map((s) =>
      `<label><input type="checkbox" name="system" value="${escapeHtml(s.name)}"${
        off.has(s.name) ? "" : " checked"
      }>${providerMark(s.provider)}${escapeHtml(s.label)}</label>`
    ).join("");
    find(".find").innerHTML = described.length
      ? findingHtml(described, m)
      : "<b>No system is chosen.</b>";
    find(".drawn").hidden = values.length === 0;
    const beyond = values.filter((v) => v > domain[1]).length;
    const beyondText = beyond
      ? ` ${count(beyond)} beyond the axis, up to ${significant(Math.max(...values))}${
        m.unit ? ` ${m.unit}` : ""
      }.`
      : "";
    const ns = samples.map((s) => `${s.system} ${count(s.values.length)}`).join(", ");
    find(".ecdf").innerHTML = `<div role="img" aria-label="${
      escapeHtml(`Empirical distribution functions of ${title}: ${ns}`)
    }">${curve}</div><p class="cap">n = ${count(values.length)} succeeded requests with a value (${
      escapeHtml(ns)
    }); ${escapeHtml(named.find((b) => b.id === state.board)!.name)}.${beyondText}${
      samples.length > mostFlags
        ? ` ${mostFlags} of the ${samples.length} curves bear their name; leave systems out to read the others.`
        : ""
    } A steep curve is an even system; a long flat end is what the median hides.</p>`;
    find(".histcap").textContent =
      `${axis}; requests in each of ${binCount} bins of equal width on the log axis, one height for all.${beyondText}`;
    find(".hists").style.setProperty("--cols", String(columns));
    find(".hists").innerHTML = samples.map((s, i) =>
      `<figure class="hist"><figcaption><b class="nm">${markHtml(s.mark)}${
        escapeHtml(s.system)
      }</b> n ${count(s.values.length)}</figcaption><div role="img" aria-label="${
        escapeHtml(`Histogram of ${title} of ${s.system}, ${s.values.length} requests`)
      }">${hists[i]}</div></figure>`
    ).join("");
    find(".qplot").innerHTML = `<div role="img" aria-label="${
      escapeHtml(
        `Quantiles of ${title}: ${
          plot.map((q) => `${q.system} median ${significant(q.median)}`).join(", ")
        }`,
      )
    }">${strip}</div><p class="cap">${quantileKey}</p>`;
    find(".quantiles").innerHTML = described.length ? quantilesHtml(described, m) : "";
    find(".qcap").textContent = described.length
      ? `${title}; succeeded requests; quantiles of type 7. Grey with dots: too few requests.`
      : "";
    if (kicker) kicker.textContent = kickerOf(boards.get(state.board)!, day, rows);
    writeState(state, base);
    root.dataset.ready = String(mine);
  }

  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.name === "system") {
      state.systems = [...root.querySelectorAll<HTMLInputElement>("[name=system]")].filter((x) =>
        !x.checked
      ).map((x) => x.value).join("~");
    } else if (input.name in state) {
      state[input.name] = input.value;
      if (input.name === "board") state.systems = "";
    } else return;
    // The chips are drawn anew: the one that was used keeps the focus.
    const chip = input.name === "system" ? input.value : "";
    draw().then(() =>
      chip && root.querySelector<HTMLElement>(`[name=system][value="${CSS.escape(chip)}"]`)?.focus()
    );
  });
  find("form").addEventListener("submit", (event) => event.preventDefault());
  onWidth(root, draw);
  draw();
}
