/** One system's row of /reliability: its shares, its attempts, what went wrong. */
import type { Limits } from "../choice/limits.js";
import { attemptsStrip } from "../charts/attempts_strip.js";
import { share } from "../charts/share.js";
import type { StackedRow } from "../charts/stacked.js";
import { runQuery } from "../rows/chosen.js";
import { atLeast, atMost, count, escapeHtml, percentText } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { renderBare } from "../components/vega.js";
import { markOf, providerMark } from "../components/provider_marks.js";
import { goodput, type Part, type System } from "./reliability_data.js";
import { errorsOf } from "./reliability_sql.js";
import { badgeHtml, tipHtml } from "../components/tip.js";

const percent = (x: number) => `${escapeHtml(percentText(x))}%`;
const interval = (p: Part) => `${atLeast(p.low)} to ${atMost(p.high)}%`;
/** An error class as words. */
export const words = (name: string): string => name.replaceAll("_", " ");

function link(s: System, more: Record<string, string>, text: string): string {
  const href = pageHref("requests", {
    ...runQuery(s.rows[0]),
    provider: s.provider,
    model: s.model,
    ...more,
  });
  return `<a class="num" ${external} href="${escapeHtml(href)}">${text}</a>`;
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
  for (const [word, n] of s.otherEnds) {
    const own = { finish_reason: "other", finish_reason_raw: word };
    const text = `${count(n)} × unknown end: ${escapeHtml(word)}`;
    badges.push(`<span class="badge" data-end="${escapeHtml(word)}">${link(s, own, text)}</span>`);
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

const shareOf = (p: Part, s: System) => share({ ...p, mark: markOf(s.provider, s.simulated) }, 150);
const stripOf = (s: System) => attemptsStrip(s.outcomes, 420, s.simulated);

/** The cell of one system that the limits change. */
async function goodputHtml(s: System, limits: Limits): Promise<string> {
  const g = goodput(s.rows, limits);
  const unknown = g.unknown
    ? ` · <span class="tipped" tabindex="0">${g.unknown} not observed${
      tipHtml("Answers without one of the two times: they cannot be said to keep the limits.")
    }</span>`
    : "";
  return `<span class="pc" data-k="${g.k}">${percent(g.share)}</span> <small>${count(g.k)} of ${
    count(g.n)
  } · ${interval(g)}${unknown}</small>${await renderBare(shareOf(g, s))}`;
}

/** The cells that no limit changes; a slider that is dragged draws the others alone. */
async function stillHtml(s: System): Promise<string> {
  const strip = await renderBare(stripOf(s));
  const words = `${s.label}: ${s.outcomes.length} attempts in order, ${
    s.success.n - s.success.k
  } failed, ${s.short} short`;
  return `<th scope="row">${providerMark(s.provider, s.simulated)}&#160;${
    escapeHtml(s.label)
  }</th><td class="sh"><span class="pc" data-k="${s.success.k}">${
    link(s, { population: "all" }, percent(s.success.share))
  }</span> <small>${count(s.success.k)} of ${count(s.success.n)} · ${
    interval(s.success)
  }</small>${await renderBare(
    shareOf(s.success, s),
  )}</td><td class="strip"><div role="img" aria-label="${escapeHtml(words)}">${
    strip.replace("<svg ", '<svg preserveAspectRatio="none" ')
  }</div></td><td class="wr">${wrongHtml(s)}</td>`;
}
const still = new WeakMap<System, Promise<string>>();

/** Rows of a run that were marked as simulated are drawn hollow over a hatch. */
export async function rowHtml(s: System, limits: Limits): Promise<string> {
  if (!still.has(s)) still.set(s, stillHtml(s));
  return `<tr data-run="${escapeHtml(s.run_id)}" data-provider="${
    escapeHtml(s.provider)
  }" data-model="${escapeHtml(s.model)}">${await still.get(
    s,
  )}<td class="sh good">${await goodputHtml(
    s,
    limits,
  )}</td></tr>`;
}

/** The row as it stands in a file. */
export function stackedRow(s: System, limits: Limits): StackedRow {
  const g = goodput(s.rows, limits);
  const notes = [errorsOf(s).replaceAll("_", " "), s.short ? `${count(s.short)} short` : ""];
  return {
    label: s.label,
    cells: [shareOf(s.success, s), stripOf(s), shareOf(g, s)],
    note: [
      `${percentText(s.success.share)}% and ${percentText(g.share)}%`,
      ...notes.filter(Boolean),
    ].join(", "),
  };
}
