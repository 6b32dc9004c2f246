/** The table of page `/load/`: one row per step. */
import type { LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { nothing } from "../components/metric_fields.js";
import { providerMark } from "../components/provider_marks.js";
import {
  type Field,
  type Html,
  markup,
  rowTable,
  runLink,
  type Shown,
} from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { atLeast, atMost, count, ends, percentText, significant } from "../words/format.js";
import { shortName } from "../words/names.js";
import type { LoadTarget } from "./load_sets.js";
import { type ChosenLoad, type Metric, metrics } from "./load_state.js";
import { levelWords } from "./load_terms.js";

const up = "../";
interface Line {
  target: LoadTarget;
  step: LoadStep;
}

/** A number, "none" where so many requests never had an answer. */
const shown = (value: number | null, print = significant): Shown =>
  value === null ? nothing : Number.isFinite(value) ? print(value) : "no answer";

function withEnds(value: number | null, interval: [number, number] | null): Shown {
  if (value === null || !Number.isFinite(value)) return shown(value);
  if (!interval) {
    return markup`<span class="weak" title="Too few requests for an interval">${
      significant(value)
    }</span>`;
  }
  return markup`${significant(value)} <small>${ends(value, interval)}</small>`;
}

const against = (ratio: [number, number, number] | null): Shown =>
  ratio
    ? markup`${shown(ratio[0])} <small>${significant(ratio[1])}–${
      Number.isFinite(ratio[2]) ? significant(ratio[2]) : "∞"
    }</small>`
    : "–";

/** Not sent, whatever the reason: no free slot, the harness late or not started, target stopped, session failed. */
const dropped = ({ attempts, succeeded, failed }: LoadStep) => attempts - succeeded - failed;

function fieldsOf(lines: Line[], { metric, set, good }: ChosenLoad): Field<Line>[] {
  const some = (of: (s: LoadStep) => unknown) => lines.some(({ step }) => of(step));
  const scheduled = some((s) => s.response_time_s !== null);
  const time = (name: Metric): Field<Line> => ({
    head: numbers(`${metrics[name]}, median, s`),
    show: ({ step }) => withEnds(step[name], step.intervals[name].median),
  });
  return [
    ...set!.stepped ? [] : [{ head: "System", show: ({ target }: Line) => named(target) }],
    { head: "Load", label: "load", show: ({ step }) => levelWords(step) },
    {
      head: numbers("Attempts"),
      show: ({ step }) => count(step.attempts),
    },
    {
      head: numbers("Failed"),
      show: ({ step }) => count(step.failed),
      fails: ({ step }) => step.failed > 0,
    },
    ...scheduled || some((s) => dropped(s) > 0)
      ? [{
        head: numbers("Dropped"),
        show: ({ step }: Line) => count(dropped(step)),
        fails: ({ step }: Line) => dropped(step) > 0,
      }]
      : [],
    { head: numbers("Served per s"), show: ({ step }) => shown(step.served_per_s) },
    { head: numbers("Output tokens/s, all"), show: ({ step }) => shown(step.system_tokens_per_s) },
    {
      head: numbers("Tokens/s, each user"),
      show: ({ step }) =>
        withEnds(step.decode_tokens_per_s, step.intervals.decode_tokens_per_s.median),
    },
    time("ttft_s"),
    time("e2e_latency_s"),
    ...scheduled
      ? [
        time("response_time_s"),
        {
          head: numbers("Response time, P99, s"),
          show: ({ step }: Line) => shown(step.response_time_p99_s),
        },
      ]
      : [],
    ...set!.stepped
      ? [{
        head: numbers("Times the lightest step’s"),
        show: ({ step }: Line) => against(step.against[metric]),
      }]
      : [],
    {
      head: numbers("Good"),
      show: ({ step }): Shown => {
        const g = good.of(step);
        return g
          ? markup`${percentText(g.share)}% <small>${atLeast(g.low)}–${atMost(g.high)}%</small>`
          : "–";
      },
    },
    ...scheduled
      ? [{
        head: numbers("Sent late, P99, ms"),
        show: ({ step }: Line) => shown(step.lag_p99_s === null ? null : 1000 * step.lag_p99_s),
      }]
      : [],
  ];
}

const named = ({ label, model, provider, simulated, invalid, run_id }: LoadTarget): Html =>
  markup`${{ html: providerMark(provider, simulated) }} ${label} ${
    ` ${label},`.includes(` ${shortName(model)},`)
      ? ""
      : markup`<span class="cap">${shortName(model)}</span>`
  }${simulated ? markup` <span class="badge sim">simulated</span>` : ""}${
    invalid ? markup` <span class="badge fail">no result: ${invalid}</span>` : ""
  } <span class="cap">${runLink(run_id, "its run", up)}</span>`;

/** Real systems, then simulated ones: never in one table. */
export function tableHtml(chosen: ChosenLoad): string {
  const { targets, set } = chosen;
  const tables = [false, true].map((is) => targets.filter(({ simulated }) => simulated === is));
  return tables.filter((own) => own.length).map((own) => {
    const lines = own.flatMap((target) => target.steps.map((step): Line => ({ target, step })));
    return region(
      `Steps of load${own[0].simulated ? ", simulated" : ""}`,
      rowTable(fieldsOf(lines, chosen), lines, {
        kind: "stack steps",
        ...set!.stepped
          ? {
            groups: {
              by: ({ target }) => `${target.run_id} ${target.name} ${target.location}`,
              heading: ([{ target }]) => named(target),
            },
          }
          : {},
      }),
    );
  }).join("");
}
