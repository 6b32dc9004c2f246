/** What a run was made with: workload, configuration, versions, machine. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { code, joined, markup, rowTable, type Shown } from "../components/row_table.js";
import { region } from "../components/table.js";
import { hostWords } from "../shared/host_words.js";
import { escapeText, minute } from "../words/format.js";
import { calibrationText, clocksText, healthText } from "./run_health.js";

/** What the run does not say. */
const nothing: Shown = { html: '<span class="null">not said</span>' };

type Line = [name: string, value: Shown];

/** "deno 2.9.6, undici 8.12.4" of a small JSON object. */
const pairs = (value: unknown): Shown => {
  const entries = Object.entries(value ?? {});
  return entries.length
    ? joined(
      entries.map(([name, x]) =>
        markup`${name} ${code(typeof x === "string" ? x : JSON.stringify(x))}`
      ),
      ", ",
    )
    : nothing;
};
const or = (value: string | number | null): Shown => value === null ? nothing : value;
const codeOr = (value: string | number | null): Shown =>
  value === null ? nothing : code(String(value));

/** That several processes made it. */
const shardWords = (shards: number) =>
  shards === 1
    ? "1 shard, a process of its own"
    : `${shards} shards together, each a process of its own`;

/** The table and the configuration. */
export function manifestHtml(page: RunPage): string {
  const { run } = page;
  const lines: Line[] = [
    ["Run", code(run.run_id)],
    ["Workload", or(run.workload)],
    ["Workload’s hash", codeOr(run.workload_hash)],
    ["Configuration’s hash", codeOr(run.config_hash)],
    ["Seed", codeOr(run.seed)],
    ...run.shards ? [["Made by", shardWords(run.shards)] as Line] : [],
    ["Sent from", or(run.location)],
    ["Machine", or(hostWords(run.host))],
    ["Meanwhile", healthText(page)],
    ["Calibration", calibrationText(page)],
    ...clocksText(page) === null ? [] : [["Clocks", clocksText(page)!] as Line],
    ["Versions", pairs(run.versions)],
    ...run.resumed_at.length
      ? [["Gone on with", run.resumed_at.map(minute).join(", ")] as Line]
      : [],
  ];
  return `<h2>How it was run</h2>${
    region(
      "How it was run",
      rowTable<Line>([
        { head: "", show: ([name]) => name },
        { head: "", kind: "words", show: ([, value]) => value },
      ], lines),
    )
  }<details><summary>Its configuration, as JSON</summary><pre tabindex="0"><code>${
    escapeText(JSON.stringify(run.config, null, 2))
  }</code></pre></details>`;
}
