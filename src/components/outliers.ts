/** Which requests are odd: panels in run order, a brush, the table with and without, one request's row. */
import { panel, type PanelPoint, panelSize } from "../charts/panel.js";
import { logDomain } from "../charts/row_plot.js";
import { type Flag, flagsOf } from "./flags.js";
import { count, escapeHtml, fixed, significant } from "./format.js";
import { providerColor, providerLabel } from "./providers.js";
import { rowHtml } from "./requests.js";
import { readState, writeState } from "./state.js";
import { type Measured, statisticNames, statisticsOf } from "./statistics.js";
import { renderSpec } from "./vega.js";

type Row = Measured & Record<string, unknown>;
interface System {
  key: string;
  label: string;
  provider: string;
  rows: Row[];
  flags: (Flag | null)[];
}

const mark = (shape: string) =>
  `<svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">${shape}</svg>`;
const marks = {
  plain: mark('<circle r="2" fill="currentColor"/>'),
  one: mark('<circle r="3.2" fill="none" stroke="currentColor" stroke-width="1.3"/>'),
  both: mark('<path d="M0-4.5L4.5 0L0 4.5L-4.5 0Z" fill="currentColor"/>'),
};
const metrics = {
  ttft_s: { label: "TTFT", unit: "s", better: "lower", digits: 2 },
  e2e_latency_s: { label: "Latency, end to end", unit: "s", better: "lower", digits: 2 },
  e2e_tokens_per_s: {
    label: "Throughput, end to end",
    unit: "tokens/s",
    better: "higher",
    digits: 1,
  },
} as const;
const rules = { both: "both rules", mad: "MAD", tukey: "Tukey" };
const defaults = {
  workload: "",
  metric: "ttft_s",
  rule: "both",
  from: "",
  to: "",
  brushed: "",
  without: "",
  open: "",
  all: "",
};

/** Systems of the rows of one workload, with the flags of a metric, in order of model size and name. */
export function systemsOf(rows: Row[], metric: string): System[] {
  const groups = Map.groupBy(rows, (r) => `${r.run_id} ${r.provider} ${r.model}`);
  return [...groups].map(([key, own]) => ({
    key,
    provider: String(own[0].provider),
    rows: own,
    label: `${providerLabel(String(own[0].provider))} ${
      own[0].model_size ? String(own[0].model_size).toUpperCase() : own[0].model
    }`,
    flags: flagsOf(own.map((r) => (r.status === "ok" ? r[metric] as number | null : null))),
  })).sort((a, b) =>
    parseFloat(String(b.rows[0].model_size ?? 0)) - parseFloat(String(a.rows[0].model_size ?? 0)) ||
    a.label.localeCompare(b.label)
  );
}

const isFlagged = (flag: Flag | null, rule: string) =>
  flag !== null &&
  (rule === "mad" ? flag.mad : rule === "tukey" ? flag.tukey : flag.mad && flag.tukey);

/** Puts the page into `root`. */
export function mountOutliers(root: HTMLElement, rows: Row[]): void {
  const workloads = [...new Set(rows.map((r) => String(r.workload)))].sort((a, b) =>
    rows.filter((r) => r.workload === b).length - rows.filter((r) => r.workload === a).length
  );
  const base = { ...defaults, workload: workloads[0] };
  const state = readState(base);
  const seg = (legend: string, name: keyof typeof state, options: [string, string][]) =>
    options.length < 2
      ? ""
      : `<fieldset><legend>${legend}</legend><div class="seg">${
        options.map(([v, l]) =>
          `<label><input type="radio" name="${name}" value="${escapeHtml(v)}"${
            state[name] === v ? " checked" : ""
          }>${escapeHtml(l)}</label>`
        ).join("")
      }</div></fieldset>`;
  root.innerHTML = `<p class="find"></p><form class="controls">${
    seg("Workload", "workload", workloads.map((w) => [w, w]))
  }${seg("Metric", "metric", Object.entries(metrics).map(([k, m]) => [k, m.label]))}${
    seg("Flagged by", "rule", Object.entries(rules))
  }<fieldset><legend>Requests, from and to</legend><input type="number" name="from" min="1" placeholder="first" aria-label="From request" value="${
    escapeHtml(state.from)
  }"> <input type="number" name="to" min="1" placeholder="last" aria-label="To request" value="${
    escapeHtml(state.to)
  }"></fieldset><fieldset><legend>Recompute</legend><div class="seg"><label><input type="checkbox" name="without"${
    state.without ? " checked" : ""
  }>leave these out</label></div></fieldset></form><p class="cap">Drag across a panel to choose a range of requests; “leave these out” then takes the flagged ones inside it out of the table below.</p><div class="key"></div><div class="panels"></div><p class="cap panelcap"></p><h2>The statistics</h2><div class="stats"></div><h2 class="oddhead"></h2><div class="odd"></div><aside class="drawer" aria-label="One request" hidden></aside>`;
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  let turn = 0;

  const inRange = (r: Row) =>
    (!state.from || Number(r.request_index) + 1 >= Number(state.from)) &&
    (!state.to || Number(r.request_index) + 1 <= Number(state.to)) &&
    (!state.brushed || state.brushed === `${r.run_id} ${r.provider} ${r.model}`);

  async function draw() {
    const mine = ++turn;
    const m = metrics[state.metric as keyof typeof metrics] ?? metrics.ttft_s;
    const systems = systemsOf(rows.filter((r) => r.workload === state.workload), state.metric);
    const flagged = systems.flatMap((s) =>
      s.rows.map((row, i) => ({ s, row, flag: s.flags[i]! })).filter(({ row, flag }) =>
        isFlagged(flag, state.rule) && inRange(row)
      )
    );
    flagged.sort((a, b) => Math.abs(Math.log(b.flag.ratio)) - Math.abs(Math.log(a.flag.ratio)));
    const ok = systems.reduce((n, s) => n + s.rows.filter((r) => r.status === "ok").length, 0);
    const failed = systems.reduce(
      (n, s) => n + s.rows.filter((r) => r.status === "failed").length,
      0,
    );
    const high = flagged.filter((f) => f.flag.ratio > 1).length;
    const top = flagged[0];
    find(".find").innerHTML = `<b>${count(flagged.length)} of ${
      count(ok)
    } succeeded requests are flagged by ${
      rules[state.rule as keyof typeof rules] === "both rules"
        ? "both rules"
        : `the ${rules[state.rule as keyof typeof rules]} rule`
    },</b> ${count(high)} above their run’s median and ${count(flagged.length - high)} below; ${
      count(failed)
    } more failed.${
      top
        ? ` The oddest, request ${Number(top.row.request_index) + 1} of ${
          escapeHtml(top.s.label)
        }, has ${
          significant(top.row[state.metric] as number)
        } ${m.unit} in a run whose median was ${
          significant((top.row[state.metric] as number) / top.flag.ratio)
        } ${m.unit}.`
        : ""
    }`;
    const values = systems.flatMap((s) => s.rows.map((r) => r[state.metric] as number | null))
      .filter((v): v is number => v !== null && v > 0);
    const domain = logDomain(values, Infinity);
    const drawn = await Promise.all(systems.map(async (s) => {
      const points = s.rows.map((row, i): PanelPoint => {
        const flag = s.flags[i];
        const both = flag?.mad && flag.tukey;
        return {
          order: Number(row.request_index) + 1,
          value: row[state.metric] as number | null,
          key: String(i),
          kind: row.status !== "ok"
            ? "failed"
            : both
            ? "both rules"
            : flag?.mad || flag?.tukey
            ? "one rule"
            : "plain",
        };
      });
      const median = statisticsOf(s.rows, state.metric, m.better, "succeeded").median;
      const n = (kind: string) => points.filter((p) => p.kind === kind).length;
      const svg = await renderSpec(
        panel(
          points.filter((p) => p.kind === "failed" || p.value !== null),
          median,
          domain,
          providerColor(s.provider),
        ),
      );
      return `<figure class="pn" data-key="${
        escapeHtml(s.key)
      }"><figcaption><b class="nm"><i class="dot" style="--c:${providerColor(s.provider)}"></i>${
        escapeHtml(s.label)
      }</b><span class="sb">${
        n("both rules") || n("one rule")
          ? `${marks.both} ${n("both rules")} by both, ${marks.one} ${n("one rule")} by one`
          : "none flagged"
      }${
        n("failed") ? ` <span class="fails">${n("failed")} failed</span>` : ""
      }</span></figcaption><div class="pp" role="img" aria-label="${
        escapeHtml(`${m.label} of ${s.rows.length} requests of ${s.label} in run order`)
      }">${svg}</div></figure>`;
    }));
    if (mine !== turn) return;
    find(".key").innerHTML =
      `<span class="kt">${m.label}, ${m.unit}, log scale</span><span>${marks.plain} request</span><span>${marks.one} flagged by one rule</span><span>${marks.both} by both</span><span>— median of the run</span><span class="fails">| failed</span>`;
    find(".panels").innerHTML = drawn.join("");
    find(".panelcap").textContent = `${
      count(systems.reduce((n, s) => n + s.rows.length, 0))
    } requests of ${systems.length} systems; ${state.workload}. Request number in its run, from 1. Flags are within a run, on the log of the metric. MAD: further than 3.5 robust standard deviations (1.4826 × MAD) from the median. Tukey: more than 1.5 interquartile ranges outside the quartiles. A flag means unusual for its run, not wrong.`;
    const out = new Set(flagged.map((f) => f.row));
    find(".stats").innerHTML =
      `<div class="scroll" tabindex="0" role="region" aria-label="Statistics"><table class="plain"><thead><tr><th>System</th><th class="n">n</th><th class="n">left out</th>${
        statisticNames.map((n) => `<th class="n">${n}</th>`).join("")
      }</tr></thead><tbody>${
        systems.map((s) => {
          const kept = state.without ? s.rows.filter((r) => !out.has(r)) : s.rows;
          const st = statisticsOf(kept, state.metric, m.better, "succeeded");
          return `<tr data-key="${escapeHtml(s.key)}"><th scope="row">${
            escapeHtml(s.label)
          }</th><td class="n">${st.n}</td><td class="n">${s.rows.length - kept.length}</td>${
            statisticNames.map((n) =>
              `<td class="n" data-statistic="${n}">${
                st[n] === null ? '<span class="null">null</span>' : fixed(st[n]!, m.digits)
              }</td>`
            ).join("")
          }</tr>`;
        }).join("")
      }</tbody></table></div><p class="cap">${m.label}, ${m.unit}; succeeded requests${
        state.without
          ? `, ${count(out.size)} flagged ones left out: exploratory, nothing is ranked by it`
          : ""
      }. Quantiles of type 7.</p>`;
    find(".oddhead").textContent = `Flagged by ${
      rules[state.rule as keyof typeof rules]
    }, oddest first`;
    const some = state.all ? flagged : flagged.slice(0, 20);
    find(".odd").innerHTML =
      `<div class="scroll" tabindex="0" role="region" aria-label="Flagged requests"><table class="plain"><thead><tr><th>System</th><th class="n">No.</th><th class="n">${m.label}, ${m.unit}</th><th class="n">to its median</th><th class="n">robust z</th><th>Flags</th><th class="n">End to end, s</th><th class="n">Output tokens</th></tr></thead><tbody>${
        some.map(({ s, row, flag }) =>
          `<tr><th scope="row"><a href="#" class="open" data-open="${
            escapeHtml(keyOf(row))
          }"><i class="dot" style="--c:${providerColor(s.provider)}"></i> ${
            escapeHtml(s.label)
          }</a></th><td class="n">${Number(row.request_index) + 1}</td><td class="n"><b>${
            fixed(row[state.metric] as number, m.digits)
          }</b></td><td class="n">${
            flag.ratio >= 10 ? flag.ratio.toFixed(0) : flag.ratio.toFixed(2)
          }×</td><td class="n">${flag.z.toFixed(1)}</td><td>${
            [flag.mad && "MAD", flag.tukey && "Tukey"].filter(Boolean).join(", ")
          }</td><td class="n">${
            row.e2e_latency_s === null
              ? '<span class="null">null</span>'
              : (row.e2e_latency_s as number).toFixed(2)
          }</td><td class="n">${row.output_tokens ?? '<span class="null">null</span>'}</td></tr>`
        ).join("")
      }</tbody></table></div><p class="cap">${some.length} of ${flagged.length}, by the ratio to the run’s median, high or low. ${
        some.length < flagged.length ? '<a href="#" data-all="1">Show all</a>' : ""
      }</p>`;
    openDrawer();
    writeState(state, base);
    root.dataset.ready = String(mine);
  }

  const keyOf = (r: Row) => `${r.run_id} ${r.provider} ${r.request_index}`;
  function openDrawer() {
    const row = rows.find((r) => keyOf(r) === state.open);
    find(".drawer").hidden = !row;
    if (row) find(".drawer").innerHTML = rowHtml(row);
  }

  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (!(input.name in state)) return;
    if (input.name === "workload" || input.name === "from" || input.name === "to") {
      state.brushed = "";
    }
    state[input.name as keyof typeof state] = input.type === "checkbox"
      ? (input.checked ? "1" : "")
      : input.value;
    draw();
  });
  root.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const link = target.closest<HTMLElement>("[data-open],[data-all],button.close");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.open) state.open = link.dataset.open;
    else if (link.dataset.all) state.all = "1";
    else state.open = "";
    if (link.dataset.all) draw();
    else openDrawer();
    writeState(state, base);
  });
  brush(
    root,
    (key, from, to) => {
      Object.assign(state, { brushed: key, from: String(from), to: String(to) });
      find<HTMLInputElement>("[name=from]").value = state.from;
      find<HTMLInputElement>("[name=to]").value = state.to;
      draw();
    },
    (key) =>
      rows.filter((r) => `${r.run_id} ${r.provider} ${r.model}` === key).reduce(
        (n, r) => Math.max(n, Number(r.request_index) + 1),
        1,
      ),
  );
  draw();
}

/** Dragging across a panel chooses a range of its requests. */
function brush(
  root: HTMLElement,
  chosen: (key: string, from: number, to: number) => void,
  lengthOf: (key: string) => number,
): void {
  let start: { key: string; at: number } | null = null;
  const place = (event: PointerEvent) => {
    const figure = (event.target as HTMLElement).closest<HTMLElement>("figure.pn");
    const svg = figure?.querySelector("svg");
    if (!figure || !svg) return null;
    const box = svg.getBoundingClientRect();
    // The axis is the right part of the drawing: labels stand left of it.
    const scale = box.width / svg.viewBox.baseVal.width;
    const share = (event.clientX - (box.right - (panelSize.width + 5) * scale)) /
      (panelSize.width * scale);
    const key = figure.dataset.key!;
    return { key, at: Math.round(1 + Math.min(1, Math.max(0, share)) * (lengthOf(key) - 1)) };
  };
  root.addEventListener("pointerdown", (event) => {
    start = place(event);
    if (start) event.preventDefault();
  });
  root.addEventListener("pointerup", (event) => {
    const end = place(event);
    if (start && end && start.key === end.key && start.at !== end.at) {
      chosen(start.key, Math.min(start.at, end.at), Math.max(start.at, end.at));
    }
    start = null;
  });
}
