/** One model from several providers and places: a table with a drawing per row. */
import { place as placeSpec, placeAxis } from "../charts/time/places.js";
import { compact } from "../charts/compact.js";
import { stacked } from "../charts/stacked.js";
import { takeHtml } from "../components/figure.js";
import { region } from "../components/table.js";
import { columnDecimals } from "../words/decimals.js";
import { count, escapeHtml, fixed, significant } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { markHtml, markOf } from "../components/provider_marks.js";
import { type Place, placesOf, regionName, serviceName } from "./time_data.js";
import { placesFinding } from "./time_words.js";
import { placesSql, placesTable } from "./time_sql.js";
import type { Chosen } from "./time_state.js";
import { arrow } from "../components/tip.js";
import { withPaperAxis } from "../components/paper_axis.js";
import { renderSpec } from "../components/vega.js";

/** Log axis over all rows: it may end where at most 1% lies beyond, but never inside a bar. */
export function placeDomain(places: Place[]): [number, number] {
  const all = places.flatMap((p) => p.values).sort((a, b) => a - b);
  const within = all[Math.ceil(all.length * 0.99) - 1];
  const max = all[all.length - 1];
  const high = max > 2 * within ? Math.max(within, ...places.map((p) => p.p75)) : max;
  return [all[0] / 1.1, high * 1.1];
}

// Beyond this a rate says how an answer arrived, in one piece, rather than how fast it was decoded.
const burstTokensPerS = 2000;

const medianHtml = (p: Place, text: string, { set, state, metric }: Chosen) =>
  set.selected
    ? `<a class="num" ${external} href="${
      escapeHtml(pageHref("requests", {
        ...{ data: "timed", location: p.location, provider: p.provider, model: state.place },
        ...{ population: "succeeded", metric: metric.name, at: "n" },
      }))
    }">${text}</a>`
    : `<span class="num">${text}</span>`;

const arrows = { lower: `${arrow("left")} faster`, higher: `faster ${arrow("right")}` };

/** HTML of the section under its control. `width` is the content's, in pixels. */
export async function placesHtml(chosen: Chosen, width: number): Promise<string> {
  const { metric, rows, out, state: { place: model } } = chosen;
  const { unit, label: title, better } = metric;
  const found = placesOf(rows, model, metric.name, better);
  const places = found.filter((p) => !out.has(`${p.provider}/${model}`));
  if (!places.length) return '<p class="empty">Nothing was measured.</p>';
  const domain = placeDomain(places);
  const n = places.map((p) => p.n);
  const least = unit === "s" ? 3 : 1;
  const medians = columnDecimals(places.map((p) => p.median), least);
  const quartiles = columnDecimals(places.flatMap((p) => [p.p25, p.p75]), least);
  // What the other columns leave, see .rt in places.css.
  const plot = Math.max(120, width > 720 ? width - 560 : width - 226);
  const drawn = (p: Place, each: number) =>
    placeSpec({ ...p, mark: markOf(p.provider) }, domain, each);
  /** How many of a row's values the axis leaves out, and the greatest of them with its unit. */
  const beyondOf = ({ values }: Place): [number, string] => {
    const beyond = values.filter((v) => v > domain[1]);
    return [beyond.length, `${significant(Math.max(...beyond))} ${unit}`];
  };
  const body = await Promise.all(places.map(async (p, i) => {
    const first = places[i - 1]?.provider !== p.provider;
    const same = places.filter((q) => q.provider === p.provider).length;
    const [beyond, most] = beyondOf(p);
    const head = first
      ? `<th scope="rowgroup" rowspan="${same}" class="pv">${markHtml(markOf(p.provider))}${
        escapeHtml(serviceName(p.provider))
      }</th>`
      : "";
    return `<tr${first ? ' class="g"' : ""}>${head}<th scope="row" class="rgn">${
      escapeHtml(regionName(p.location))
    }</th><td class="pl">${compact(await renderSpec(drawn(p, plot)))}${
      beyond ? `<span class="beyond">${beyond}<i> beyond: ${most}</i> ${arrow("right")}</span>` : ""
    }</td><td class="md">${medianHtml(p, fixed(p.median, medians), chosen)}</td><td class="ci">${
      fixed(p.p25, quartiles)
    }–${fixed(p.p75, quartiles)}</td><td class="n">${p.n}</td><td class="n">${p.days}</td></tr>`;
  }));
  const bursts = places.flatMap((p) => p.values).filter((v) => v > burstTokensPerS).length;
  const note = unit === "s" || !bursts
    ? ""
    : ` ${count(bursts)} hours decoded at over ${
      count(burstTokensPerS)
    } tokens/s: where a short answer arrives in one piece there is hardly a time to divide by.`;
  const providers = (of: Place[]) => new Set(of.map((p) => p.provider)).size;
  const left = places.length < found.length
    ? ` ${providers(places)} of ${providers(found)} providers are chosen.`
    : "";
  const caption = [
    `${title} of ${model}, ${count(n.reduce((a, b) => a + b, 0))} succeeded requests, ${
      Math.min(...n)
    } to`,
    `${
      Math.max(...n)
    } per row, of the providers measured up to the last day.${left} Small dots: medians`,
    "of an hour; bar: P25 to P75 of the hours; large mark: their median. Ordered by the middle one of each",
    "provider’s medians. Not ranked: these are hours, not requests.",
  ].join(" ") + note;
  const take = takeHtml({
    id: "places",
    title: `The same model from several places: ${title}`,
    caption,
    spec: stacked([
      { label: "", cells: [placeAxis(domain, 460)] },
      ...places.map((p) => ({
        label: `${serviceName(p.provider)}, ${regionName(p.location)}`,
        cells: [drawn(p, 460)],
        note: `${fixed(p.median, medians)} ${unit}, n ${p.n}${
          beyondOf(p)[0] ? `, ${beyondOf(p).join(" beyond: ")}` : ""
        }`,
      })),
    ], [`${title}, ${unit}, log scale`]),
    data: () => placesTable(places),
    sql: placesSql(chosen, places.map((p) => `${p.provider}/${model}`)),
  });
  const axis = withPaperAxis(await renderSpec(placeAxis(domain, plot)));
  const heads = [
    ["pv", "Provider"],
    ["rgn", "From"],
    [
      "pl",
      `<div class="ptit"><span>${title}, ${unit}, log scale</span><span>${
        better && arrows[better]
      }</span></div>${axis}`,
    ],
    ["md", `Median, ${unit}`],
    ["ci", "P25 to P75"],
    ["n", "n"],
    ["n", "days"],
  ];
  return `${placesFinding(places, model, metric)}${
    region(
      "By provider and place",
      `<table class="rt"><caption class="vh">${title} of ${
        escapeHtml(model)
      } by provider and region</caption>
<thead><tr>${heads.map(([name, html]) => `<th class="${name}">${html}</th>`).join("")}</tr></thead>
<tbody>${body.join("")}</tbody></table>`,
    )
  }<p class="cap">${escapeHtml(caption)}</p>${take}`;
}
