/** What speaks against a report's numbers: each line is computed from its runs, none is a form of words. */
import { harnessName } from "../shared/harness_names.js";
import { joined, markup } from "../components/row_table.js";
import { count } from "../words/format.js";
import { listed } from "./report_answer.js";
import type { Named, Report } from "./report_data.js";
import { calibrationText, type Doubt, many, ofTimes } from "./report_times.js";

const sentence = (text: string) => /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
const names = (own: Named[]) => listed(own.map((s) => s.label));
/** An interval is wide whose ends are this far apart, as a ratio. */
const wide = 1.2;
/** A price may have changed that was seen more days before a run, or after it. */
const oldDays = 31;
const ageText = (days: number) =>
  `seen ${many(Math.abs(days), "day")} ${days > 0 ? "before" : "after"} the run`;

/** Of the runs: whether they count, who made them, what their times are worth. */
function ofRuns({ runs, missing, boards }: Report): Doubt[] {
  const said: Doubt[] = missing.length
    ? [["Not in this store", sentence(`${listed(missing)}: nothing of them is shown`)]]
    : [];
  // A sentence that is true of several runs stands once.
  const groups = (what: string, of: (run: Report["runs"][number]) => string | null | undefined) =>
    [...Map.groupBy(runs.filter((run) => of(run)), (run) => of(run)!)].map(([text, own]): Doubt => [
      what,
      own.length === runs.length && runs.length > 1
        ? `every run: ${sentence(text)}`
        : `${listed(own.map((run) => run.run_id))}: ${sentence(text)}`,
    ]);
  said.push(
    ...groups("Not valid", (run) => run.invalid),
    ...groups(
      "Interest",
      (run) =>
        run.interest
          ? `who ran it said of an interest in the providers: ${run.interest}`
          : "nothing is said of an interest in the providers by who ran it",
    ),
    ...groups(
      "Made by others",
      (run) => run.imported_from && `imported from ${harnessName(run.imported_from)}`,
    ),
    ...groups("Chosen", (run) => run.selection),
    ...groups("Its source", (run) => run.caveat),
    ...groups("Times", (run) => run.clock),
    ...groups(
      "Calibration",
      (run) =>
        run.calibration
          ? calibrationText(run.calibration)
          : "what the harness itself adds to a time was not measured with it",
    ),
    ...groups(
      "Given up",
      (run) =>
        run.targets.filter((t) => t.given_up).map((t) => `${t.provider} ${t.model}, ${t.given_up}`)
          .join("; "),
    ),
    ...groups(
      "Not valid for one",
      (run) =>
        run.targets.filter((t) => t.invalid).map((t) => `${t.provider} ${t.model}, ${t.invalid}`)
          .join("; "),
    ),
    ...groups(
      "Not proved who answered",
      (run) =>
        run.targets.filter((t) => t.tls_verified === false).map((t) =>
          `${t.provider} ${t.model}: any certificate was accepted`
        ).join("; "),
    ),
    ...groups("Left off the boards", (run) => run.left_out),
  );
  said.push(...ofTimes(boards));
  if (boards.length > 1) {
    said.push([
      "Several workloads",
      `the runs asked ${many(boards.length, "thing")} that are not compared with each other.`,
    ]);
  }
  return said;
}

/** Of the requests: how many, and which are in no number. */
function ofRequests({ boards, definition, metrics }: Report): Doubt[] {
  const systems = boards.flatMap((board) => board.systems);
  const info = metrics.find((m) => m.name === definition.metric)!;
  const of = (s: Named) => s.measures[definition.metric];
  const label = info.label.toLowerCase();
  const where = (is: (s: Named) => unknown) => systems.filter((s) => is(s));
  const simulated = where((s) => s.simulated);
  const single = where((s) => s.one_sitting);
  const few = where((s) => of(s).weak);
  const tail = where((s) => !of(s).weak && of(s).weak_p95);
  const loose = where((s) => {
    const { interval } = of(s);
    return interval && interval[0] > 0 && interval[1] / interval[0] > wide;
  });
  const below = where((s) => s.below.length);
  const lost = where((s) => s.failed + s.dropped + s.cut);
  const short = where((s) => s.short);
  const omitted = where((s) => of(s).omitted);
  const unpriced = where((s) => typeof s.cost?.mean_usd !== "number");
  const all = (own: Named[]) => own.length === systems.length ? "every system" : names(own);
  const aged = where((s) =>
    typeof s.cost?.mean_usd === "number" && Math.abs(Number(s.cost.price_age_days)) > oldDays
  );
  const found: [unknown[], string, string][] = [
    [
      simulated,
      "Simulated",
      `${all(simulated)}: a simulator answered, and nothing is said of a provider`,
    ],
    [
      single,
      "One sitting",
      `${
        all(single)
      }: measured in fewer than ten blocks of time, so nothing holds for other times than the run’s own`,
    ],
    [few, "Few requests", `no interval of the median for ${names(few)}`],
    [
      tail,
      "Few for P95",
      `P95 of ${label} is grey for ${all(tail)}: too few independent requests for an interval`,
    ],
    [
      loose,
      "Wide intervals",
      `${names(loose)}: the ends of the interval of the median ${label} are more than 20% apart`,
    ],
    [below, "Not ranked", below.map((s) => `${s.label}: ${s.below.join(", ")}`).join("; ")],
    [
      lost,
      "Lost",
      lost.map((s) =>
        `${s.label}: ${
          [[s.failed, "failed"], [s.dropped, "not sent"], [s.cut, "cut by the end of the run"]]
            .filter(([n]) => n).map(([n, word]) => `${count(n as number)} ${word}`).join(", ")
        }`
      ).join("; "),
    ],
    [
      short,
      "Short answers",
      short.map((s) => `${s.label} ${count(s.short)} of ${count(s.succeeded)}`)
        .join(", ") + " succeeded with under 0.8 of the length asked for",
    ],
    [
      omitted,
      "Without a value",
      omitted.map((s) => `${s.label} ${count(of(s).omitted)}`).join(", ") +
      ` succeeded requests have no ${label}`,
    ],
    [
      aged,
      "Price of another day",
      aged.map((s) => `${s.label}: ${ageText(Number(s.cost!.price_age_days))}`).join("; "),
    ],
    [unpriced, "No price", `${all(unpriced)}: no cost is known`],
  ];
  return found.filter(([own]) => own.length).map(([, what, facts]) => [
    what,
    sentence(facts),
  ]);
}

export const doubtsOf = (report: Report): Doubt[] => [...ofRuns(report), ...ofRequests(report)];

/** The list. */
export const doubtsHtml = (report: Report): string =>
  `<ul class="doubts">${
    joined(doubtsOf(report).map(([what, facts]) => markup`<li><b>${what}:</b> ${facts}</li>`)).html
  }</ul>`;
