/** Badges of a table's row, each a fact in few words. */
import { badgeHtml } from "../../components/tip.js";
import type { System, View } from "../../rows/board.js";
import { type Flip, flipNames, flipWords, type SinceEdition } from "../../rows/judgement.js";
import { count, significant } from "../../words/format.js";
import { providerName } from "../../words/names.js";
import { keyOf } from "../board_view.js";

/** A badge where something is so. */
const fact = (is: unknown, ...badge: Parameters<typeof badgeHtml>): string =>
  is ? badgeHtml(...badge) : "";

/** Flips, failures by class, short answers, those without a value, missing requests, whether simulated. */
export function badgesHtml(s: System, view: View): string {
  // How many of a sample are absent says nothing of how many were asked for.
  const filed = s.exact?.attempted ?? (view.sample ? Infinity : s.attempted);
  const asked = s.rows[0]?.asked ?? 0;
  const { n, omitted } = (s.exact ?? s).statistics;
  const mixed = view.systems.some((x) => x.standing && !x.standing.one_sitting);
  const badges = [
    ...flipBadges(s, view),
    ...(s.standing?.disputed ?? []).map(({ reason, date, by }) =>
      badgeHtml("disputed", `Contested on ${date}${by ? ` by ${by}` : ""}: ${reason}`, "fail")
    ),
    ...sinceBadges(s),
    ...s.errors.map(([name, k]) =>
      badgeHtml(
        `${count(k)} × ${name.replaceAll("_", " ")}`,
        `${count(k)} of ${count(s.attempted)} attempts failed so; each is drawn as a red line.`,
        "fail",
      )
    ),
    fact(
      s.short > 0 && s.short >= 0.05 * s.succeeded,
      `${s.short} short`,
      `${s.short} of ${s.succeeded} answers had under 0.8 of the tokens asked for.`,
    ),
    fact(
      omitted > 0,
      `${count(omitted)} left out`,
      `${count(omitted)} of ${count(n + omitted)} have no known ` +
        `${view.metric.label.toLowerCase()}, so they are in no statistic of it.`,
      "plain",
    ),
    fact(
      asked > filed,
      `${asked - filed} missing`,
      `The file holds ${filed} of the ${asked} requests the run asked for.`,
      "plain",
    ),
    fact(
      mixed && s.standing?.one_sitting,
      "this session only",
      "Its run has under ten time blocks: its numbers hold for its own session, another hour may differ.",
      "plain",
    ),
    fact(
      s.below.some((why) => /contradict/.test(why)),
      "contradicts itself",
      `${s.below.join("; ")}.`,
      "fail",
    ),
    fact(
      s.rows[0]?.historical,
      "historical",
      "Its run is too old to be ranked beside newer ones of this board.",
      "plain",
    ),
    fact(
      s.rows[0]?.simulated,
      "simulated",
      "Answers came from this workspace's simulator.",
      "sim",
    ),
  ].join("");
  return badges && `<span class="bs">${badges}</span>`;
}

const sinceWords: Record<SinceEdition["is"], [badge: string, sentence: string]> = {
  new: ["not in edition", "The newest edition does not have this system."],
  newer: ["newer than edition", "The newest edition has it by an older run."],
  correction: ["corrected since edition", "The newest edition has another figure of the same run."],
  rank: ["rank moved since edition", "The newest edition has it at other ranks."],
};

/** A badge where the newest edition says otherwise. */
function sinceBadges({ standing }: System): string[] {
  if (!standing?.since) return [];
  const [badge, sentence] = sinceWords[standing.since.is];
  return [badgeHtml(`${badge} ${standing.since.edition}`, sentence, "plain")];
}

/** A badge for each other definition that turns this row and a neighbour round. */
function flipBadges(s: System, view: View): string[] {
  const key = keyOf(s);
  const flips = (view.judged?.flips ?? []).filter((f) => f.above === key || f.below === key);
  return Object.entries(Object.groupBy(flips, (f) => f.by)).map(([by, own]) =>
    badgeHtml(
      flipNames[by],
      own!.map((f) => flipSentence(f, view)).join(" "),
      "flip",
    )
  );
}

/** The numbers of a flip, as a sentence without a verdict. */
export function flipSentence(f: Flip, view: View): string {
  const name = (key: string) => providerName(key.split("\n")[1]);
  const [first, second] = [...f.medians].reverse().map(significant);
  const factor = view.metric.better === "lower" ? f.ratio.map((x) => 1 / x) : f.ratio;
  const [low, high] = [factor[1], factor[2]].sort((x, y) => x - y);
  const words = flipWords[f.by];
  return `${words[0].toUpperCase()}${words.slice(1)} ${name(f.below)} has ${first} and ${
    name(f.above)
  } ${second} ${view.metric.unit}: ${factor[0].toFixed(2)} times as good, 95% interval ${
    low.toFixed(2)
  } to ${high.toFixed(2)}.`;
}
