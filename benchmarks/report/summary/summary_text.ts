/** The summary of a run for the terminal: the answers first, every statistic only where it is asked for. */
import type { JsonValue } from "../../store/duckdb.ts";
import { calibrationLine } from "../../calibration/calibration.ts";
import { folded } from "../folded.ts";
import { probesText } from "../probes_text.ts";
import type { Summary } from "./summary.ts";
import { failuresLines } from "./failures.ts";
import { againText } from "./summary_again.ts";
import { firstText } from "./summary_first.ts";
import type { SummaryFacts } from "./summary_facts.ts";
import { saidText } from "./summary_said.ts";
import { scheduleText } from "./summary_schedule.ts";
import { sessionsText } from "./summary_sessions.ts";
import { stepsText } from "./summary_steps.ts";
import { fullText } from "./summary_full.ts";
import { sharedModel, targetLabels } from "./summary_labels.ts";
import { invalidText } from "./summary_invalid.ts";
import { nextText } from "./summary_next.ts";
import { printable, table } from "../table.ts";
import { unknownEndsText } from "./unknown_ends.ts";

/** Characters a line may have. */
const screenWidth = 100;

/** What a person reads: who, how fast, how sure, what failed, where things are. */
export function summaryText(summary: Summary, facts: SummaryFacts): string {
  const succeeded = summary.targets.some((t) => t.counts.succeeded > 0);
  return [
    headingText(summary, facts.part ?? null),
    ...saidText(summary.said, screenWidth),
    ...simulatedText(summary),
    "",
    ...firstText(summary, screenWidth),
    ...stepsText(summary.steps, screenWidth),
    ...scheduleText(summary.schedule, screenWidth),
    ...sessionsText(summary.sessions, screenWidth),
    ...againText(summary.again, screenWidth),
    ...(facts.full && isTimed(summary) ? fullText(summary, screenWidth) : []),
    ...probesText(summary.targets, targetLabels(summary.targets), facts.full),
    ...cacheText(summary),
    ...(summary.calibration
      ? ["", folded("", calibrationLine(summary.calibration), screenWidth)]
      : []),
    ...warnings(facts),
    ...failuresText(summary),
    ...(succeeded
      ? []
      : ["", `No ${summary.again.length ? "first attempt" : "request"} succeeded.`]),
    ...(facts.part ? [] : ["", ...nextText(summary, facts, screenWidth)]),
  ].join("\n");
}

/** Where every request failed, tables of nulls would push the reason off the screen. */
const isTimed = ({ targets }: Summary) =>
  targets.some((t) => Object.keys(t.metrics).length > 0 && t.counts.succeeded > 0);

const count = (n: number) => n.toLocaleString("en-US");
const plural = (n: number, what: string) => `${count(n)} ${what}${n === 1 ? "" : "s"}`;

function headingText({ run_id, targets }: Summary, part: string | null): string {
  const sum = (name: string) => targets.reduce((total, t) => total + (t.counts[name] ?? 0), 0);
  const model = sharedModel(targets);
  const others = ["failed", "incomplete", "dropped"].filter((name) => sum(name) > 0)
    .map((name) => `, ${count(sum(name))} ${name}`).join("");
  return [
    part === null ? `Run ${run_id}` : `Run ${run_id}, ${part}: what this process sent`,
    `${plural(sum("attempts"), "request")} to ${plural(targets.length, "target")}${
      model === null || targets.length === 1 ? "" : ` (model ${printable(model)})`
    }: ${count(sum("succeeded"))} succeeded${others}.`,
  ].join("\n");
}

function simulatedText({ targets }: Summary): string[] {
  const labels = targetLabels(targets);
  const simulated = labels.filter((_, i) => targets[i].simulated);
  if (!simulated.length) return [];
  return [
    simulated.length === targets.length
      ? "SIMULATED: every answer came from this workspace's simulator, no provider was measured."
      : `SIMULATED: ${
        simulated.map(printable).join(", ")
      } answered from the simulator, not from a provider.`,
  ];
}

function warnings(facts: SummaryFacts): string[] {
  const out: string[] = [];
  if (facts.unverified.length) {
    out.push(
      "",
      `NOT VERIFIED: any certificate of ${
        facts.unverified.join(", ")
      } was accepted (tls_verify is false).`,
    );
  }
  for (const [target, why] of facts.stopped ?? []) {
    out.push(
      "",
      folded("", printable(`STOPPED: ${target}. ${why}.`), screenWidth),
    );
  }
  for (const reason of facts.givenUp.map(printable)) {
    out.push(
      "",
      facts.goingOn
        ? reason
        : `${reason}\nNothing more was sent to it; --keep-going continues anyway.`,
    );
  }
  out.push(...invalidText(facts, screenWidth));
  if (facts.invalid?.startsWith("interrupted")) {
    out.push(
      facts.part
        ? "The same command goes on with it."
        : facts.search
        ? "A search is not gone on with: make it again."
        : `Go on with it: deno task bench --resume ${facts.folder}`,
    );
  }
  return out;
}

function cacheText({ targets }: Summary): string[] {
  const caching = targets.filter((t) => t.cache.expected !== null);
  if (!caching.length) return [];
  const share = (value: JsonValue) =>
    typeof value === "number" ? `${(100 * value).toFixed(1)}%` : "–";
  return [
    "",
    "Share of prompt tokens from a cache (succeeded requests): if every shared token were cached, and as",
    "the provider reported",
    table(
      ["provider", "if cached", "reported", "answers that reported it"],
      caching.map((t) => [
        t.provider,
        share(t.cache.expected),
        share(t.cache.observed),
        t.cache.told,
      ]),
      screenWidth,
      ["if cached", "reported"],
    ),
  ];
}

/** Failures by target and class, then ends of no known kind, then short answers. */
function failuresText({ targets, phase, failures }: Summary): string[] {
  const labels = targetLabels(targets);
  const errors = failuresLines(failures, phase);
  const short = targets.flatMap((t, i) =>
    t.counts.short
      ? [`${count(t.counts.short)} of ${count(t.counts.succeeded)} of ${labels[i]}`]
      : []
  );
  const ends = unknownEndsText(
    targets.map((t, i) => ({ ends: t.unknown_finish_reasons, label: labels[i] })),
  );
  return [
    ...(errors.length
      ? ["", "What failed:", ...errors.map((e) => folded("  ", printable(e), screenWidth))]
      : []),
    ...(ends.length
      ? [
        "",
        "Succeeded, but ended with a word that does not say whether the answer is whole:",
        ...ends.map((e) => folded("  ", printable(e), screenWidth)),
      ]
      : []),
    ...(short.length
      ? [
        "",
        folded(
          "",
          `Short answers, under 0.8 of the tokens asked for: ${short.join(", ")}.`,
          screenWidth,
        ),
      ]
      : []),
  ];
}
