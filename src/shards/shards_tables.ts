/** Tables of page `/shards/`. */
import type {
  ClocksRow,
  CostRow,
  FaultRow,
  LateRow,
  SameRow,
} from "@/benchmarks/queries/tables/shards.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { bakedHtml } from "../components/files.js";
import { type Field, rowTable } from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { count } from "../words/format.js";
import { offText, seconds } from "./shards_data.js";

const machines: Field<{ shards: number }> = {
  head: numbers("Machines"),
  show: (r) => count(r.shards),
};
const place = { up: "../" };
const share = (percent: number) => `${percent.toFixed(percent < 10 ? 2 : 1)}%`;

/** With nothing planted. */
export const sameHtml = (answer: Answer<SameRow>): string =>
  bakedHtml(answer, (rows) =>
    rowTable<SameRow>([
      machines,
      { head: numbers("Requests planned"), show: (r) => count(r.requests) },
      { head: numbers("Rows"), show: (r) => count(r.rows) },
      {
        head: numbers("Rows that differ"),
        show: (r) => count(r.rows_differ),
        fails: (r) => r.rows_differ > 0,
      },
      { head: numbers("Statistics"), show: (r) => count(r.statistics) },
      {
        head: numbers("Statistics that differ"),
        show: (r) => count(r.statistics_differ),
        fails: (r) => r.statistics_differ > 0,
      },
    ], rows), place);

/** The row's two words for who begins by what. */
export const beginText = { "own clock": "its own clock", offset: "its clock and the offset" };

export const clocksHtml = (answer: Answer<ClocksRow>): string =>
  bakedHtml(answer, (rows) =>
    rowTable<ClocksRow>(
      [
        machines,
        { head: numbers("Clocks off by"), show: (r) => seconds(r.skew_sd_s) },
        { head: numbers("Start off by"), show: (r) => seconds(r.start_off_s) },
        {
          head: numbers("Gaps at the server"),
          label: "gaps at the server",
          show: (r) => r.gap_variation.toFixed(2),
        },
        { head: numbers("TTFT, median"), show: (r) => offText(r.ttft_p50_off_percent) },
        { head: numbers("TTFT, P95"), show: (r) => offText(r.ttft_p95_off_percent) },
        { head: numbers("TTFT, P99"), show: (r) => offText(r.ttft_p99_off_percent) },
        { head: numbers("Served per second, rows"), show: (r) => offText(r.served_off_percent) },
        {
          head: numbers("With offsets"),
          show: (r) => offText(r.served_with_offsets_off_percent),
        },
        { head: numbers("Out of order, rows"), show: (r) => share(r.misordered_percent) },
        {
          head: numbers("With offsets"),
          show: (r) => share(r.misordered_with_offsets_percent),
        },
      ],
      rows,
      {
        kind: "",
        groups: {
          by: (r) => r.start_by,
          heading: ([r]) => `Each machine begins by ${beginText[r.start_by]}`,
        },
      },
    ), place);

export const lateHtml = (answer: Answer<LateRow>): string =>
  bakedHtml(answer, (rows) =>
    rowTable<LateRow>(
      [
        machines,
        {
          head: numbers("Late machines"),
          show: (r) => `${Number((100 * r.late_share).toPrecision(2))}%`,
        },
        { head: numbers("Late by"), show: (r) => seconds(r.late_s) },
        { head: numbers("Arrivals due before"), show: (r) => share(r.lost_expected_percent) },
        { head: numbers("Rows not sent"), show: (r) => share(r.lost_percent) },
        { head: numbers("At worst"), show: (r) => share(r.lost_most_percent) },
        { head: numbers("TTFT, median"), show: (r) => offText(r.ttft_p50_off_percent) },
        { head: numbers("TTFT, P95"), show: (r) => offText(r.ttft_p95_off_percent) },
        { head: numbers("TTFT, P99"), show: (r) => offText(r.ttft_p99_off_percent) },
      ],
      rows,
      { kind: "" },
    ), place);

export const faultsHtml = (answer: Answer<FaultRow>): string =>
  bakedHtml(answer, (rows) =>
    rowTable<FaultRow>([
      { head: "Planted", show: (r) => r.planted },
      machines,
      { head: numbers("Rows planned"), show: (r) => count(r.requests) },
      {
        head: numbers("Rows of the run"),
        show: (r) => r.rows === null ? "no run" : count(r.rows),
      },
      { head: "Said", kind: "words", show: (r) => r.says },
    ], rows), place);

export const costHtml = (answer: Answer<CostRow>): string =>
  bakedHtml(answer, (rows) =>
    rowTable<CostRow>([
      machines,
      { head: numbers("Rows"), show: (r) => count(r.rows) },
      { head: numbers("Parts, MiB"), show: (r) => r.parts_mib.toFixed(1) },
      { head: numbers("Merge, processor s"), show: (r) => r.merge_cpu_s.toFixed(2) },
      { head: numbers("Merge, s"), show: (r) => r.merge_s.toFixed(2) },
      { head: numbers("Merge, MiB"), show: (r) => r.merge_mib.toFixed(1) },
      { head: numbers("Judge, processor s"), show: (r) => r.judge_cpu_s.toFixed(2) },
      { head: numbers("Judge, s"), show: (r) => r.judge_s.toFixed(2) },
      { head: numbers("Judge, MiB"), show: (r) => r.judge_mib.toFixed(1) },
    ], rows), place);
