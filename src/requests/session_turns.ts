/** The session of an open request: its turns on one axis of time, and in a list that leads to each. */
import { linearTicks } from "../components/drawer_timeline.js";
import { markOf } from "../components/provider_marks.js";
import { type Field, type Html, joined, link, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { type Row, rowKey } from "../rows/systems.js";
import { count, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";

/** A request of a session; seconds from the session's beginning, null where they were not observed. */
export interface SessionTurn {
  row: Row;
  turn: number;
  startS: number | null;
  firstS: number | null;
  endS: number | null;
  /** From the end of the request before it to its start. */
  pauseS: number | null;
}

const sessionKey = (r: Row) =>
  JSON.stringify([r.run_id, r.provider, r.model, r.location ?? null, r.phase, r.session]);
const numberIn = (row: Row, name: string) => typeof row[name] === "number" ? row[name] : null;
/** Milliseconds, to the microsecond: a `Date` has whole ones. */
function momentOf(iso: unknown): number | null {
  if (typeof iso !== "string") return null;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? null : ms + Number(`0.${/\.\d{3}(\d+)/.exec(iso)?.[1] ?? "0"}`);
}

/** The requests of a row's session among `rows`, by turn and attempt; [] where it is the only one. */
export function turnsOf(row: Row, rows: Row[]): SessionTurn[] {
  if (numberIn(row, "session") === null || row.phase === "probe") return [];
  const key = sessionKey(row);
  const own = rows.filter((r) => r.session === row.session && sessionKey(r) === key)
    .sort((a, b) =>
      Number(a.turn) - Number(b.turn) || Number(a.attempt ?? 1) - Number(b.attempt ?? 1)
    );
  if (own.length < 2) return [];
  const starts = own.map((r) => momentOf(r.started_at));
  const begun = starts.reduce((a, b) => a === null ? b : b === null ? a : Math.min(a, b), null);
  let before: number | null = null;
  return own.map((r, i) => {
    const start = starts[i];
    const startS = start === null ? null : (start - begun!) / 1000;
    const after = (name: string) => {
      const s = numberIn(r, name);
      return startS === null || s === null ? null : startS + s;
    };
    const endS = after("e2e_latency_s");
    const pauseS = i === 0 || startS === null || before === null ? null : startS - before;
    before = endS;
    return { row: r, turn: Number(r.turn), startS, firstS: after("ttft_s"), endS, pauseS };
  });
}

function axisHtml(turns: SessionTurn[], open: Row): Html {
  const timed = turns.filter((t) => t.startS !== null && t.endS !== null);
  const end = Math.max(0, ...timed.map((t) => t.endS!));
  if (!(end > 0)) return markup`<p class="cap">No moment of this session was observed.</p>`;
  const at = (s: number) => `${(100 * s / end).toFixed(2)}%`;
  const span = (kind: string, from: number, to: number, t: SessionTurn) => {
    const classes = [kind, t.row === open && "on", t.row.status !== "ok" && "lost"]
      .filter(Boolean).join(" ");
    return markup`<i class="${classes}" style="${`left:${at(from)};width:${at(to - from)}`}"></i>`;
  };
  const spans = timed.flatMap((t) => {
    const first = t.firstS ?? t.endS!;
    return [
      span("wait", t.startS!, first, t),
      ...(t.endS! > first ? [span("stream", first, t.endS!, t)] : []),
    ];
  });
  const said = timed.map((t) =>
    `turn ${t.turn} from ${significant(t.startS!)} to ${significant(t.endS!)} s`
  ).join(", ");
  const ticks = linearTicks(end).map((s) => markup`<b style="${`left:${at(s)}`}">${s}</b>`);
  const color = markOf(String(open.provider), Boolean(open.simulated)).color;
  const n = count(new Set(turns.map((t) => t.turn)).size);
  const line = (label: string, kind: string, inner: Html[]) =>
    markup`<div class="${kind}"><span>${label}</span><div class="tk talk">${
      joined(inner)
    }</div></div>`;
  const drawn = joined([line(`${n} turns`, "tr", spans), line("", "tr ax", ticks)]);
  return joined([
    markup`<figure class="tl" style="${`--c:${color}`}">`,
    markup`<figcaption>Its session, s from its beginning</figcaption>`,
    markup`<div role="img" aria-label="${said}">${drawn}</div></figure>`,
  ]);
}

const known = (value: number | null, text: (x: number) => string) =>
  value === null ? markup`<span class="null">null</span>` : text(value);

/** A list of more is shown around the open one, so many on either side. */
const [mostListed, beside] = [24, 10];

function listHtml(all: SessionTurn[], open: Row): Html {
  const at = all.findIndex((t) => t.row === open);
  const from = Math.max(0, Math.min(at - beside, all.length - 2 * beside - 1));
  const turns = all.length > mostListed ? all.slice(from, from + 2 * beside + 1) : all;
  const left = all.length - turns.length;
  const told = turns.some(({ row }) => numberIn(row, "cached_tokens_reported") !== null);
  const again = turns.some(({ row }) => Number(row.attempt ?? 1) > 1);
  const name = ({ turn, row }: SessionTurn) =>
    `${turn}${again ? `, attempt ${row.attempt ?? 1}` : ""}`;
  const tokens = (column: string) => ({ row }: SessionTurn) => known(numberIn(row, column), count);
  const fields: Field<SessionTurn>[] = [
    {
      head: "Turn",
      show(t) {
        if (t.row === open) return markup`${name(t)} <span class="badge plain">here</span>`;
        const { run_id, provider, model } = t.row as Record<string, string>;
        const key = rowKey(t.row);
        const href = pageHref("requests", { run_id, provider, model, open: key });
        return link(href, markup`<span class="vh">turn </span>${name(t)}`, { "data-open": key });
      },
    },
    {
      head: "Status",
      fails: ({ row }) => row.status !== "ok",
      show: ({ row }) => String(row.error_class ?? row.status).replaceAll("_", " "),
    },
    { head: numbers("Pause, s"), show: (t) => known(t.pauseS, significant) },
    { head: numbers("TTFT, s"), show: ({ row }) => known(numberIn(row, "ttft_s"), significant) },
    { head: numbers("Prompt"), show: tokens("input_tokens") },
    ...(told ? [{ head: numbers("Cached"), show: tokens("cached_tokens_reported") }] : []),
  ];
  const html = region("Turns of this session", rowTable(fields, turns, { kind: "turns" }));
  return joined([
    { html },
    ...(left ? [markup`<p class="cap">${count(left)} more are before or behind these.</p>`] : []),
  ]);
}

/** The session of an open row, `rows` being all of the page; null where the row stands for itself. */
export function sessionShown(open: Row, rows: Row[]): Html | null {
  const turns = turnsOf(open, rows);
  if (!turns.length) return null;
  const sampled = Number(open.sampled_from ?? rows.length) > rows.length;
  return joined([
    axisHtml(turns, open),
    markup`<p class="cap">Grey: waiting for a first token; between answers, its pauses (think times).${
      sampled ? " This page has a sample of the requests: turns may be missing." : ""
    }</p>`,
    listHtml(turns, open),
  ]);
}
