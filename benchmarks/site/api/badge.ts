/** Badges: one figure of one system as a small picture for a page elsewhere, which says what it is of. */
import { createHash } from "node:crypto";
import { xmlText as escape } from "../../shared/xml_text.ts";
import { interval as intervalWords, significant } from "../../report/summary/significant.ts";
import type { MetricInfo } from "../../metrics/metrics.ts";
import type {
  Figure,
  PublishedBoard,
  PublishedSystem,
} from "../../queries/published/board_figures.ts";

/** A name as a word of an address; whatever else it has, its digest tells it apart. */
function word(name: string): string {
  if (/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name) && name.length <= 48) return name;
  const plain = name.toLowerCase().replace(/[^a-z0-9.]+/g, "-").slice(0, 40)
    .replace(/^[.-]+|[.-]+$/g, "");
  return `${plain}--${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}

/** Where a system's badge of a metric is, from the root of the site: it stays the same in every build. */
export const badgePath = (
  board: string,
  { provider, model }: Pick<PublishedSystem, "provider" | "model">,
  metric: string,
): string => `badges/${board}/${word(provider)}_${word(model)}/${metric}.svg`;

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
/** "10 Jan 2024" of an ISO day. */
const dayWords = (iso: string): string => {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${months[month - 1]} ${year}`;
};

/** The median with its interval, n and day, as one line; of succeeded requests, whose medians are finite. */
function valueWords(
  { median, interval, n }: Figure,
  { unit }: MetricInfo,
  day: string | null,
): string {
  // Of two decimals an interval could be a point, as if the median were certain.
  const range = median !== null && interval && intervalWords(median, interval);
  return [
    median === null
      ? "not observed"
      : `${significant(median)} ${unit}${range ? ` (${range})` : ", no interval"}`,
    `n ${n}`,
    ...day ? [dayWords(day)] : [],
  ].join(" · ");
}

/** What the picture has no room for: whose median it is, what it leaves out, whether it is ranked. */
function longWords(
  board: PublishedBoard,
  system: PublishedSystem,
  figure: Figure,
  metric: MetricInfo,
): string {
  const left = system.attempted - system.succeeded;
  return [
    `${system.provider} ${system.model}: ${metric.label}, median over ${figure.n} succeeded requests` +
    ` of run ${system.run_id}`,
    `In parentheses its 95% interval${figure.interval ? "" : ": too few requests for one"}`,
    ...board.workload ? [`Workload: ${board.workload}`] : [],
    ...board.location ? [`Sent from ${board.location}`] : [],
    `Left out: ${left} of ${system.attempted} attempts that did not succeed, and every other quantile`,
    ...figure.not_ranked.length ? [`Not ranked: ${figure.not_ranked.join("; ")}`] : [],
    ...figure.disputed.map(({ date, reason }) => `Contested on ${date}: ${reason}`),
    ...board.simulated ? ["A simulator answered: this is no measurement of a provider"] : [],
  ].join(". ") + ".";
}

/** Characters as wide as they are high. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
/** Pixels of a text, about: it is then set to the width that was left for it. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + (wide.test(c) ? 11 : 6.2), 0);
const padding = 7;
/** Pixels of a name; a longer one is cut, and stands whole in the title. */
const mostOfName = 260;

/** A name as the picture has room for it. */
function cut(name: string): string {
  if (widthOf(name) <= mostOfName) return name;
  const letters = [...name];
  while (widthOf(letters.join("")) > mostOfName - widthOf("…")) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The badge as SVG. */
export function badgeSvg(
  board: PublishedBoard,
  system: PublishedSystem,
  figure: Figure,
  metric: MetricInfo,
): string {
  const name = `${system.provider} ${board.model_size?.toUpperCase() ?? system.model}`;
  const of = ` · ${metric.label}${board.simulated ? " · simulated" : ""}`;
  const value = valueWords(figure, metric, system.day);
  const texts = [cut(name) + of, value];
  const widths = texts.map((text) => Math.ceil(widthOf(text)));
  const [first, second] = widths.map((width) => width + 2 * padding);
  const at = [padding, first + padding];
  const lines = texts.map((text, i) =>
    `<text x="${at[i]}" y="15" fill="${i ? "#1b1b1b" : "#fff"}" textLength="${
      widths[i]
    }" lengthAdjust="spacingAndGlyphs">${escape(text)}</text>`
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${first + second}" height="22" role="img">
<title>${escape(`${name}${of}: ${value}`)}</title>
<desc>${escape(longWords(board, system, figure, metric))}</desc>
<rect width="${first}" height="22" fill="#3b4252"/>
<rect x="${first}" width="${second}" height="22" fill="#e8eaee"/>
<g font-family="Inter, Verdana, sans-serif" font-size="11">${lines.join("")}</g>
</svg>
`;
}
