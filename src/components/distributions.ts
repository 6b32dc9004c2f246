/** What the median hides: ECDF, histograms and quantiles of chosen systems and any metric. */
import { ecdf, histogram, logBins, type Sample } from "../charts/distributions.js";
import { logDomain } from "../charts/row_plot.js";
import { count, escapeHtml, fixed } from "./format.js";
import { systemsOf } from "./outliers.js";
import { providerColor } from "./providers.js";
import { readState, writeState } from "./state.js";
import { type Measured, statisticNames, statisticsOf } from "./statistics.js";
import { renderSpec } from "./vega.js";

/** A metric as the catalogue gives it. */
export interface Choice {
  name: string;
  label: string;
  unit: string;
  better: "higher" | "lower" | null;
  digits: number;
}
type Row = Measured & Record<string, unknown>;

/** Puts the page into `root`; `choices` comes from the catalogue. */
export function mountDistributions(root: HTMLElement, rows: Row[], choices: Choice[]): void {
  const boards = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.workload} · ${
      row.model_size ? String(row.model_size).toUpperCase() : row.model
    }`;
    boards.set(key, [...(boards.get(key) ?? []), row]);
  }
  const names = [...boards.keys()].sort((a, b) =>
    boards.get(b)!.length - boards.get(a)!.length || a.localeCompare(b)
  );
  const base: Record<string, string> = { board: names[0], metric: "ttft_s", systems: "" };
  const state = readState(base);
  root.innerHTML =
    `<p class="find"></p><form class="controls"><fieldset><legend>Workload and model</legend><select name="board" aria-label="Workload and model">${
      names.map((n) => `<option${n === state.board ? " selected" : ""}>${escapeHtml(n)}</option>`)
        .join("")
    }</select></fieldset><fieldset><legend>Metric</legend><select name="metric" aria-label="Metric">${
      choices.map((c) =>
        `<option value="${c.name}"${c.name === state.metric ? " selected" : ""}>${
          escapeHtml(c.label)
        }${c.unit ? `, ${c.unit}` : ""}</option>`
      ).join("")
    }</select></fieldset><fieldset class="chips"><legend>Systems</legend><div class="seg"></div></fieldset></form><h2>Share of requests at or below a value</h2><div class="ecdf" role="img" aria-label="Empirical distribution functions"></div><h2>How the requests spread</h2><div class="hists"></div><h2>Quantiles side by side</h2><div class="quantiles"></div>`;
  const find = <T extends HTMLElement>(s: string) => root.querySelector<T>(s)!;
  let turn = 0;
  async function draw() {
    const mine = ++turn;
    const choice = choices.find((c) => c.name === state.metric) ?? choices[0];
    const all = systemsOf(boards.get(state.board) ?? boards.get(names[0])!, choice.name);
    const off = new Set(state.systems.split("~").filter(Boolean));
    find(".chips .seg").innerHTML = all.map((s) =>
      `<label><input type="checkbox" name="system" value="${escapeHtml(s.key)}"${
        off.has(s.key) ? "" : " checked"
      }><i class="dot" style="--c:${providerColor(s.provider)}"></i> ${escapeHtml(s.label)}</label>`
    ).join("");
    const systems = all.filter((s) => !off.has(s.key));
    const samples = systems.map((s): Sample => ({
      system: s.label,
      color: providerColor(s.provider),
      values: s.rows.filter((r) => r.status === "ok").map((r) => r[choice.name] as number | null)
        .filter((v): v is number => v !== null && v > 0 && Number.isFinite(v)),
    })).filter((s) => s.values.length > 0);
    const values = samples.flatMap((s) => s.values);
    const spread = samples.map((s, i) => ({
      s,
      st: statisticsOf(
        systems.find((x) => x.label === s.system)!.rows,
        choice.name,
        choice.better,
        "succeeded",
      ),
      i,
    })).filter((x) => x.st.p25! > 0);
    spread.sort((a, b) => b.st.p95! / b.st.median! - a.st.p95! / a.st.median!);
    find(".find").innerHTML = values.length === 0
      ? "<b>No request here has this value.</b>"
      : spread.length === 0
      ? ""
      : `<b>${escapeHtml(spread[0].s.system)} has the longest upper tail:</b> its P95 is ${
        (spread[0].st.p95! / spread[0].st.median!).toFixed(2)
      } times its median${
        spread.length > 1
          ? `; the shortest, ${escapeHtml(spread.at(-1)!.s.system)}, ${
            (spread.at(-1)!.st.p95! / spread.at(-1)!.st.median!).toFixed(2)
          } times`
          : ""
      }.`;
    const title = `${choice.label}${choice.unit ? `, ${choice.unit}` : ""}, log scale`;
    const domain = logDomain(values, Math.max(0, ...spread.map((x) => x.st.p95!)));
    const width = Math.max(260, Math.min(1180, root.clientWidth - 90));
    const top = Math.max(
      1,
      ...samples.map((s) => Math.max(...logBins(s.values, domain, 40).map((b) => b.n))),
    );
    const [curve, ...hists] = await Promise.all([
      renderSpec(ecdf(samples, title, domain, width)),
      ...samples.map((s) => renderSpec(histogram(s, title, domain, top, width))),
    ]);
    if (mine !== turn) return;
    const beyond = values.filter((v) => v > domain[1]).length;
    find(".ecdf").innerHTML = `<div class="key">${
      samples.map((s) =>
        `<span><i class="dot" style="--c:${s.color}"></i>${escapeHtml(s.system)}</span>`
      ).join("")
    }</div>${curve}<p class="cap">${count(values.length)} succeeded requests with a value; ${
      escapeHtml(state.board)
    }.${
      beyond
        ? ` ${beyond} lie beyond the axis, up to ${
          fixed(Math.max(...values), choice.digits)
        } ${choice.unit}.`
        : ""
    }</p>`;
    find(".hists").innerHTML = samples.map((s, i) =>
      `<figure class="hist" role="img" aria-label="Histogram of ${
        escapeHtml(s.system)
      }"><figcaption><b class="nm"><i class="dot" style="--c:${s.color}"></i>${
        escapeHtml(s.system)
      }</b> n ${count(s.values.length)}</figcaption>${hists[i]}</figure>`
    ).join("");
    find(".quantiles").innerHTML =
      `<div class="scroll" tabindex="0" role="region" aria-label="Quantiles"><table class="plain"><thead><tr><th>System</th><th class="n">n</th>${
        statisticNames.map((n) => `<th class="n">${n}</th>`).join("")
      }</tr></thead><tbody>${
        systems.map((s) => {
          const st = statisticsOf(s.rows, choice.name, choice.better, "succeeded");
          return `<tr data-key="${escapeHtml(s.key)}"><th scope="row">${
            escapeHtml(s.label)
          }</th><td class="n">${st.n}</td>${
            statisticNames.map((n) =>
              `<td class="n" data-statistic="${n}">${
                st[n] === null ? '<span class="null">null</span>' : fixed(st[n]!, choice.digits)
              }</td>`
            ).join("")
          }</tr>`;
        }).join("")
      }</tbody></table></div><p class="cap">${
        title.replace(", log scale", "")
      }; succeeded requests; quantiles of type 7.</p>`;
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
    draw();
  });
  draw();
}
