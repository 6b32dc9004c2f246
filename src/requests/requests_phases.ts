/** Which phase of a run page /requests shows: what is measured, and beside it what no number counts. */
import { type Row } from "../rows/systems.js";
import { count } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { joined, markup } from "../components/row_table.js";

/** Attempts of a run that the table does not show. */
export interface OtherRows {
  /** Null where the page does not have them. */
  phase: string | null;
  n: number;
}

/** As a sentence counts them, and the order of its links. */
const words: Record<string, string> = {
  measured: "measured",
  retry: "sent again",
  warmup: "of warm-up",
  cooldown: "of cool-down",
  probe: "of probes",
};

/** The rows of the phase that an address asks for, else those that are measured, else all; and what is left. */
export function phaseOf(rows: Row[], asked: string | null): { rows: Row[]; others: OtherRows[] } {
  const by = Map.groupBy(rows, (row) => String(row.phase));
  const shown = asked || "measured";
  // A correctness run has nothing but probes.
  if (!asked && !by.has(shown)) return { rows, others: [] };
  const others = [...by].filter(([phase]) => phase !== shown)
    .map(([phase, own]) => ({ phase, n: own.length }));
  const place = ({ phase }: { phase: string }) => Object.keys(words).indexOf(phase);
  return { rows: by.get(shown) ?? [], others: others.sort((a, b) => place(a) - place(b)) };
}

/** A sentence of what the table does not show, with links; nothing where it shows all. */
export function othersHtml(others: OtherRows[], run_id: string): string {
  if (!others.length) return "";
  const [{ phase, n }] = others;
  if (phase === null) {
    return ` ${count(n)} more, of warm-up and probes or sent again, are not in this table.`;
  }
  const link = ({ phase, n }: OtherRows, i: number) =>
    markup`${i ? ", " : ""}<a ${{ html: external }} href="${
      pageHref("requests", { run_id, phase: phase === "measured" ? "" : phase })
    }">${count(n)} ${words[phase!] ?? `of phase ${phase}`}</a>`;
  return markup` Other attempts of this run have tables of their own: ${joined(others.map(link))}.`
    .html;
}
