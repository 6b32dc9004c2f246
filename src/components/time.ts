/** When is it slow: hour strips, days, and places, each measurement against the usual of its own model and region. */
import { days as daySpec, places as placeSpec } from "../charts/time.js";
import { count, day, escapeHtml, significant } from "./format.js";
import { providerColor } from "./providers.js";
import { readState, writeState } from "./state.js";
import { type Measured, statisticsOf } from "./statistics.js";
import { renderSpec } from "./vega.js";

type Row = Measured & Record<string, unknown>;
export interface Ratio {
  region: string;
  hour: number;
  date: string;
  ratio: number;
}

const regions: Record<string, { name: string; zone: string }> = {
  sea: { name: "Seattle", zone: "UTC−7" },
  iad: { name: "Ashburn", zone: "UTC−4" },
  cdg: { name: "Paris", zone: "UTC+2" },
};
const metrics = {
  ttft_s: { label: "TTFT", title: "Time to first token, s", unit: "s", better: "lower" as const },
  decode_tokens_per_s: {
    label: "Decode",
    title: "Throughput, decode, tokens/s",
    unit: "tokens/s",
    better: "higher" as const,
  },
};
const dateOf = (r: Row) => String(r.started_at).slice(0, 10);
const modelOf = (r: Row) => `${r.provider}/${r.model}`;
const median = (values: number[], p: "median" | "p25" | "p75" = "median") =>
  statisticsOf(
    values.map((x) => ({ status: "ok", phase: "measured", error_code: null, x })),
    "x",
    null,
    "succeeded",
  )[p]!;

/** Models measured throughout: in every region, on every day from the first on which the last region began. */
export function throughout(rows: Row[]): { models: Set<string>; from: string; to: string } {
  const present = new Map<string, Set<string>>();
  for (const r of rows) {
    const m = modelOf(r);
    if (!present.has(m)) present.set(m, new Set());
    present.get(m)!.add(`${r.location} ${dateOf(r)}`);
  }
  const dates = [...new Set(rows.map(dateOf))].sort();
  const places = [...new Set(rows.map((r) => String(r.location)))];
  let best = { models: new Set<string>(), from: dates[0], to: dates.at(-1)!, score: 0 };
  // The window with the most measurements whose models occur on each measured day of each region.
  for (let i = 0; i < dates.length; i++) {
    const window = rows.filter((r) => dateOf(r) >= dates[i]);
    const cells = new Set(window.map((r) => `${r.location} ${dateOf(r)}`));
    if (places.some((p) => ![...cells].some((c) => c.startsWith(p)))) continue;
    const models = new Set(
      [...present].filter(([, seen]) => [...cells].every((c) => seen.has(c))).map(([m]) => m),
    );
    const score = window.filter((r) => models.has(modelOf(r))).length;
    if (score > best.score) best = { models, from: dates[i], to: dates.at(-1)!, score };
  }
  return best;
}

/** Each measurement divided by the median of its own model from its own region; rows without a value are left out. */
export function ratiosOf(rows: Row[], metric: string, local: boolean): Ratio[] {
  const usual = new Map<string, number>();
  const usable = rows.filter((r) =>
    r.status === "ok" && r[metric] !== null && (r[metric] as number) > 0
  );
  for (const [key, own] of Map.groupBy(usable, (r) => `${modelOf(r)} ${r.location}`)) {
    usual.set(
      key,
      median(own.map((r) => r[metric] as number)),
    );
  }
  return usable.map((r) => ({
    region: String(r.location),
    hour: Number(local ? r.local_hour : r.utc_hour),
    date: dateOf(r),
    ratio: (r[metric] as number) / usual.get(`${modelOf(r)} ${r.location}`)!,
  }));
}

const shade = (ratio: number, better: string) => {
  const slow = better === "lower" ? ratio : 1 / ratio;
  return slow < 0.85
    ? "faster-2"
    : slow < 0.95
    ? "faster-1"
    : slow <= 1.05
    ? "usual"
    : slow <= 1.15
    ? "slower-1"
    : slow <= 1.3
    ? "slower-2"
    : "slower-3";
};

const defaults = { metric: "ttft_s", models: "throughout", model: "", zone: "utc", place: "" };

/** Puts the page into `root`. */
export function mountTime(root: HTMLElement, rows: Row[]): void {
  const all = throughout(rows);
  const names = [...new Set(rows.map(modelOf))].sort();
  // For places: the model that most providers served.
  const served = [...Map.groupBy(rows, (r) => String(r.model))].map(([model, own]) => ({
    model,
    providers: new Set(own.map((r) => String(r.provider).replace(/.*azure.*/, "azure"))).size,
    n: own.length,
  })).sort((a, b) => b.providers - a.providers || b.n - a.n);
  const base = { ...defaults, model: [...all.models][0] ?? names[0], place: served[0].model };
  const state = readState(base);
  const seg = (legend: string, name: keyof typeof state, options: [string, string][]) =>
    `<fieldset><legend>${legend}</legend><div class="seg">${
      options.map(([v, l]) =>
        `<label><input type="radio" name="${name}" value="${v}"${
          state[name] === v ? " checked" : ""
        }>${l}</label>`
      ).join("")
    }</div></fieldset>`;
  const select = (label: string, name: keyof typeof state, options: string[]) =>
    `<fieldset><legend>${label}</legend><select name="${name}" aria-label="${label}">${
      options.map((o) => `<option${o === state[name] ? " selected" : ""}>${escapeHtml(o)}</option>`)
        .join("")
    }</select></fieldset>`;
  root.innerHTML = `<p class="find"></p><form class="controls">${
    seg("Metric", "metric", Object.entries(metrics).map(([k, m]) => [k, m.label]))
  }${
    seg("Models", "models", [["throughout", `${all.models.size}, measured throughout`], [
      "one",
      "one model",
    ]])
  }${select("The one model", "model", names)}${
    seg("Times in", "zone", [["utc", "UTC"], ["local", "region’s own"]])
  }</form><h2>Hour by region</h2><div class="hours"></div><h2>Day by day</h2><div class="days"></div><h2>From where: the same model, several providers</h2><form class="controls">${
    select("Model", "place", served.filter((s) => s.providers > 1).map((s) => s.model))
  }</form><div class="places"></div>`;
  const find = <T extends HTMLElement>(s: string) => root.querySelector<T>(s)!;
  let turn = 0;
  async function draw() {
    const mine = ++turn;
    const m = metrics[state.metric as keyof typeof metrics];
    const own = rows.filter((r) =>
      state.models === "one"
        ? modelOf(r) === state.model
        : all.models.has(modelOf(r)) && dateOf(r) >= all.from
    );
    const ratios = ratiosOf(own, state.metric, state.zone === "local");
    const places = Object.keys(regions).filter((p) => rows.some((r) => r.location === p));
    const byDay = Map.groupBy(ratios, (r) => `${r.region} ${r.date}`);
    const daily = [...byDay].map(([key, list]) => ({
      region: key.split(" ")[0],
      date: key.split(" ")[1],
      n: list.length,
      median: median(list.map((r) => r.ratio)),
      p25: median(list.map((r) => r.ratio), "p25"),
      p75: median(list.map((r) => r.ratio), "p75"),
    })).sort((a, b) => a.date.localeCompare(b.date));
    const range =
      places.map((p) => ({ p, d: daily.filter((d) => d.region === p).map((d) => d.median) }))
        .filter((x) => x.d.length > 1).map((x) => ({
          ...x,
          low: Math.min(...x.d),
          high: Math.max(...x.d),
        })).sort((a, b) => b.high / b.low - a.high / a.low)[0];
    const hoursUtc = new Map<number, Set<string>>();
    for (const r of own) {
      hoursUtc.set(
        Number(r.utc_hour),
        (hoursUtc.get(Number(r.utc_hour)) ?? new Set()).add(dateOf(r)),
      );
    }
    const many = [...hoursUtc].filter(([, d]) => d.size > 2).map(([h]) =>
      `${String(h).padStart(2, "0")}:00`
    );
    find(".find").innerHTML = range
      ? `<b>It changes by the day${
        many.length <= 2 ? "; by the hour, nobody can say yet" : ""
      }.</b> From ${regions[range.p].name} the same models took ${range.low.toFixed(2)} to ${
        range.high.toFixed(2)
      } times their usual ${
        m.label === "TTFT" ? "time to first token" : "decode throughput"
      }, depending on the day. ${
        many.length
          ? `${many.join(", ")} UTC ${
            many.length === 1 ? "is the one hour" : "are the hours"
          } measured on more than two days`
          : "No hour was measured on more than two days"
      }, of ${hoursUtc.size} hours measured at all.`
      : "<b>Too little was measured for a series of days.</b>";
    const strip = (region: string) =>
      Array.from({ length: 24 }, (_, hour) => {
        const cell = ratios.filter((r) => r.region === region && r.hour === hour);
        if (!cell.length) return '<td class="no"><span class="vh">never measured</span></td>';
        const d = new Set(cell.map((r) => r.date)).size;
        const query = new URLSearchParams({
          data: "timed",
          location: region,
          [state.zone === "local" ? "local_hour" : "utc_hour"]: String(hour),
          population: "succeeded",
          metric: state.metric,
          ...(state.models === "one"
            ? {
              model: state.model.slice(state.model.indexOf("/") + 1),
              provider: state.model.slice(0, state.model.indexOf("/")),
            }
            : { throughout: "1" }),
        });
        const value = median(cell.map((r) => r.ratio));
        return `<td data-hour="${hour}" class="${d < 2 ? "thin" : ""}"${
          d < 2 ? "" : ` style="background:var(--tb-${shade(value, m.better)})"`
        }><a href="./requests?${escapeHtml(query.toString())}">${
          d < 2 ? "" : `<b>${value.toFixed(2)}×</b>`
        }<span>n ${cell.length}</span><span>${d} d</span></a></td>`;
      });
    const strips = places.map((p) => ({ p, cells: strip(p) }));
    const head = Array.from({ length: 24 }, (_, h) => String(h).padStart(2, "0"));
    find(".hours").innerHTML = `<div class="key"><span class="kt">${m.label} against usual</span>${
      [
        ["faster-2", "over 15% faster"],
        ["faster-1", "5 to 15% faster"],
        ["usual", "as usual"],
        ["slower-1", "5 to 15% slower"],
        ["slower-2", "to 30% slower"],
        ["slower-3", "slower still"],
      ].map(([c, l]) => `<span><i class="sw" style="background:var(--tb-${c})"></i>${l}</span>`)
        .join("")
    }<span><i class="sw thin"></i>one day only, no value</span><span>dot: never measured</span></div><div class="scroll" tabindex="0" role="region" aria-label="Hour by region"><table class="hm wide"><thead><tr><th>${
      state.zone === "local" ? "Local" : "UTC"
    } hour</th>${head.map((h) => `<th scope="col">${h}</th>`).join("")}</tr></thead><tbody>${
      strips.map(({ p, cells }) =>
        `<tr data-region="${p}"><th scope="row"><b>${regions[p].name}</b><small>${p}, ${
          regions[p].zone
        }</small></th>${cells.join("")}</tr>`
      ).join("")
    }</tbody></table><table class="hm tall"><thead><tr><th>Hour</th>${
      places.map((p) => `<th scope="col">${regions[p].name}</th>`).join("")
    }</tr></thead><tbody>${
      head.map((h, i) =>
        strips.every((s) => s.cells[i].includes('class="no"'))
          ? ""
          : `<tr><th scope="row">${h}</th>${strips.map((s) => s.cells[i]).join("")}</tr>`
      ).join("")
    }</tbody></table></div><p class="cap">${count(ratios.length)} measurements of ${
      new Set(own.map(modelOf)).size
    } models, ${day(dateOf(own[0] ?? rows[0]))} to ${
      day(all.to)
    }. Each is divided by the median of the same model from the same region: 1.00× is as usual. A cell is the median of those ratios; it needs two days to show a value. n: measurements; d: days.</p>`;
    const drawn = await Promise.all(
      places.map((p) =>
        renderSpec(daySpec(
          daily.filter((d) => d.region === p),
          [...new Set(daily.map((d) => d.date))].sort(),
        ))
      ),
    );
    const row = rows.filter((r) =>
      r.model === state.place && r.status === "ok" && r[state.metric] !== null
    );
    const groups = [...Map.groupBy(row, (r) => `${r.provider}\n${r.location}`)].map((
      [key, list],
    ) => ({
      provider: key.split("\n")[0],
      region: key.split("\n")[1],
      days: new Set(list.map(dateOf)).size,
      st: statisticsOf(list, state.metric, m.better, "succeeded"),
      list,
    })).sort((a, b) =>
      a.provider.localeCompare(b.provider) || places.indexOf(a.region) - places.indexOf(b.region)
    );
    const placeSvg = await renderSpec(
      placeSpec(
        groups.flatMap((g) =>
          g.list.map((r) => ({
            row: `${g.provider}, ${regions[g.region]?.name ?? g.region}`,
            value: r[state.metric] as number,
            color: providerColor(g.provider),
          }))
        ),
        groups.map((g) => ({
          row: `${g.provider}, ${regions[g.region]?.name ?? g.region}`,
          median: g.st.median!,
          p25: g.st.p25!,
          p75: g.st.p75!,
          color: providerColor(g.provider),
        })),
        `${m.title}, log scale`,
        Math.max(150, Math.min(760, root.clientWidth - 250)),
      ),
    );
    if (mine !== turn) return;
    find(".days").innerHTML = `<div class="g3">${
      places.map((p, i) =>
        `<figure role="img" aria-label="Daily median of ${regions[p].name}"><figcaption><b>${
          regions[p].name
        }</b> n a day: ${
          daily.filter((d) => d.region === p).map((d) =>
            d.n
          ).join(", ")
        }</figcaption>${drawn[i]}</figure>`
      ).join("")
    }</div><p class="cap">Same ratios, log scale. Dot: the day’s median; bar: the middle half (P25 to P75), the spread and not an interval. Grey: weekends. Most days hold one to four rounds at one or two hours.</p>`;
    find(".places").innerHTML =
      `<div class="scroll">${placeSvg}</div><div class="scroll"><table class="plain"><thead><tr><th>Provider</th><th>Measured from</th><th class="n">Median, ${m.unit}</th><th class="n">P25</th><th class="n">P75</th><th class="n">n</th><th class="n">days</th></tr></thead><tbody>${
        groups.map((g) =>
          `<tr><th scope="row">${escapeHtml(g.provider)}</th><td>${
            regions[g.region]?.name ?? escapeHtml(g.region)
          }</td><td class="n"><b>${significant(g.st.median!)}</b></td><td class="n">${
            significant(g.st.p25!)
          }</td><td class="n">${
            significant(g.st.p75!)
          }</td><td class="n">${g.st.n}</td><td class="n">${g.days}</td></tr>`
        ).join("")
      }</tbody></table></div><p class="cap">${escapeHtml(state.place)}, ${
        count(row.length)
      } measurements. Bar: P25 to P75; dot: median; small dots: single measurements. Not ranked: a rank needs 100 measurements a row.</p>`;
    writeState(state, base);
    root.dataset.ready = String(mine);
  }
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (!(input.name in state)) return;
    state[input.name as keyof typeof state] = input.value;
    if (input.name === "model") {
      state.models = "one";
      find<HTMLInputElement>("[name=models][value=one]").checked = true;
    }
    draw();
  });
  draw();
}
