/** Tables and sentences of /reliability. */
import { attemptsStrip } from "../charts/attempts_strip.js";
import { share } from "../charts/share.js";
import { boardsOf } from "./boards.js";
import type { RequestRow } from "./board.js";
import { atLeast, atMost, count, escapeHtml, percentText } from "./format.js";
import { renderBare } from "./outliers_panels.js";
import { isSquare, providerColor } from "./providers.js";
import {
  type AttemptRow,
  goodput,
  type Limits,
  type Part,
  type System,
  systemsOf,
} from "./reliability_data.js";
import { badgeHtml, tipHtml } from "./tip.js";
import { limitWords, ttftWords } from "./reliability_limits.js";

/** One table: a workload from one place, one model size. */
export interface Table {
  title: string;
  about: string;
  systems: System[];
}

/** Tables of the page, the largest workload first. */
export function tablesOf(rows: AttemptRow[]): Table[] {
  const own = Map.groupBy(rows, (r) => r.board);
  return boardsOf(rows as unknown as RequestRow[]).map((board) => {
    const place = own.get(board.id)![0].location;
    return {
      title: board.title,
      about: `${board.workload}${place ? ` · from ${place}` : ""} · ${board.days}`,
      systems: systemsOf(own.get(board.id)!),
    };
  });
}

const percent = (x: number) => `${escapeHtml(percentText(x))}%`;
const interval = (p: Part) => `${atLeast(p.low)} to ${atMost(p.high)}%`;
const words = (name: string) => name.replaceAll("_", " ");

function link(s: System, more: Record<string, string>, text: string): string {
  const query = new URLSearchParams({
    ...(s.simulated ? { data: "quickstart" } : {}),
    run_id: s.run_id,
    provider: s.provider,
    model: s.model,
    ...more,
  });
  return `<a class="num" href="./requests?${escapeHtml(String(query))}">${text}</a>`;
}

/** Badges of what went wrong; each leads to its requests. */
function wrongHtml(s: System): string {
  const badges = s.errors.map(([name, n]) =>
    `<span class="badge fail" data-class="${escapeHtml(name)}">${
      link(
        s,
        name === "dropped" ? { population: "all" } : { error_class: name },
        `${count(n)} × ${escapeHtml(words(name))}`,
      )
    }</span>`
  );
  if (s.short) {
    badges.push(
      badgeHtml(`${count(s.short)} short`, "Answers of under 0.8 of the tokens asked for."),
    );
  }
  if (s.incomplete) {
    badges.push(
      badgeHtml(
        `${count(s.incomplete)} cut`,
        "Cut by the end of the run: in no population.",
        "plain",
      ),
    );
  }
  if (s.missing) {
    badges.push(
      badgeHtml(
        `${count(s.missing)} missing`,
        `The run asked for ${count(s.missing + s.rows.length)} requests; ${
          count(s.rows.length)
        } are on file.`,
        "plain",
      ),
    );
  }
  return badges.join(" ") || '<span class="cap">nothing</span>';
}

function shareHtml(p: Part, s: System): Promise<string> {
  const color = s.simulated ? "var(--tb-simulated)" : providerColor(s.provider);
  return renderBare(share({ ...p, color, simulated: s.simulated }, 150));
}

/** The cell of one system that the limits change. */
export async function goodputHtml(s: System, limits: Limits): Promise<string> {
  const g = goodput(s.rows, limits);
  return `<span class="pc" data-k="${g.k}">${percent(g.share)}</span> <small>${count(g.k)} of ${
    count(g.n)
  } · ${interval(g)}${
    g.unknown
      ? ` · <span class="tipped" tabindex="0">${g.unknown} not observed${
        tipHtml("Answers without one of the two times: they cannot be said to keep the limits.")
      }</span>`
      : ""
  }</small>${await shareHtml(g, s)}`;
}

/** Rows of a run that were marked as simulated are drawn hollow over a hatch. */
async function rowHtml(s: System, limits: Limits): Promise<string> {
  const strip = await renderBare(attemptsStrip(s.outcomes, 420, s.simulated));
  const failed = s.success.n - s.success.k;
  return `<tr data-run="${escapeHtml(s.run_id)}" data-provider="${
    escapeHtml(s.provider)
  }" data-model="${escapeHtml(s.model)}"><th scope="row"><i class="dot${
    s.simulated ? " hollow" : isSquare(s.provider) ? " sq" : ""
  }" style="--c:${providerColor(s.provider)}"></i> ${
    escapeHtml(s.label)
  }</th><td class="sh"><span class="pc" data-k="${s.success.k}">${
    link(s, { population: "all" }, percent(s.success.share))
  }</span> <small>${count(s.success.k)} of ${count(s.success.n)} · ${
    interval(s.success)
  }</small>${await shareHtml(s.success, s)}</td><td class="strip"><div role="img" aria-label="${
    escapeHtml(
      `${s.label}: ${s.outcomes.length} attempts in order, ${failed} failed, ${s.short} short`,
    )
  }">${strip.replace("<svg ", '<svg preserveAspectRatio="none" ')}</div></td><td class="wr">${
    wrongHtml(s)
  }</td><td class="sh good">${await goodputHtml(s, limits)}</td></tr>`;
}

/** How many systems of a table keep the limits in 95% of their attempts, and which. */
export function keepHtml(table: Table, limits: Limits): string {
  const kept = table.systems.filter((s) => goodput(s.rows, limits).share >= 0.95);
  return `TTFT within ${ttftWords(limits.ttft)} and ${limitWords(limits)}: ${
    kept.length
      ? `kept in at least 95% of the attempts by ${
        kept.map((s) => escapeHtml(s.label)).join(", ")
      }.`
      : "no system keeps it in 95% of its attempts."
  }`;
}

/** One table with its heading and sentence. */
export async function tableHtml(table: Table, limits: Limits, i: number): Promise<string> {
  const simulated = table.systems.some((s) => s.simulated);
  const rows = await Promise.all(table.systems.map((s) => rowHtml(s, limits)));
  return `<section class="rb${simulated ? " sim" : ""}" data-table="${i}"><h2>${
    escapeHtml(table.title)
  }${simulated ? ' <span class="badge sim">simulated</span>' : ""}</h2><p class="cap">${
    escapeHtml(table.about)
  }. <span class="keep">${
    keepHtml(table, limits)
  }</span></p><div class="scroll" tabindex="0" role="region" aria-label="${
    escapeHtml(`Reliability, ${table.title}`)
  }"><table class="plain rl"><thead><tr><th>System</th><th>Succeeded, 0 to 100%</th><th>Attempts, first to last</th><th>What went wrong</th><th>Within both limits, 0 to 100%</th></tr></thead><tbody>${
    rows.join("")
  }</tbody></table></div></section>`;
}

const list = (systems: [Table, System][], of: (s: System) => string) =>
  systems.map(([t, s]) =>
    `${escapeHtml(s.label)} ${escapeHtml(t.title.replace(/^.* /, ""))} (${of(s)})`
  )
    .join(", ");

/** The answer: who fails too often for a rank, who never failed, what the failures were. */
export function findingHtml(tables: Table[]): string {
  const all = tables.flatMap((t) => t.systems.map((s): [Table, System] => [t, s]));
  if (all.length === 0) return "<b>No real run yet.</b>";
  const bad = all.filter(([, s]) => s.success.low < 0.9);
  const whole = all.filter(([, s]) => s.success.k === s.success.n);
  const short = all.filter(([, s]) => s.short > 0.2 * s.success.k);
  const classes = new Map<string, number>();
  for (const [, s] of all) {
    for (const [name, n] of s.errors) classes.set(name, (classes.get(name) ?? 0) + n);
  }
  const failures = [...classes.values()].reduce((sum, n) => sum + n, 0);
  const [worst] = [...classes].sort((a, b) => b[1] - a[1]);
  return `<b>${
    bad.length
      ? `${bad.length} of ${all.length} systems fail too often to be ranked: ${
        list(bad, (s) => `${count(s.success.k)} of ${count(s.success.n)} succeed`)
      }.`
      : `None of ${all.length} systems fails too often to be ranked.`
  }</b> ${whole.length} answered every attempt.${
    worst
      ? ` Of ${count(failures)} failures ${count(worst[1])} were of class “${words(worst[0])}”.`
      : ""
  }${
    short.length
      ? ` Answered, but in more than a fifth of the answers short of the tokens asked for: ${
        list(short, (s) => `${count(s.short)} of ${count(s.success.k)}`)
      }.`
      : ""
  }`;
}
