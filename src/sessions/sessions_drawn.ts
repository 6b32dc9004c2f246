/** The drawings of one board of /sessions, each with its data and SQL. */
import { figureHtml } from "../components/figure.js";
import { markOf } from "../components/provider_marks.js";
import { count, significant } from "../words/format.js";
import { sessionsTableHtml } from "./sessions_table.js";
import { type Drawing, mostPanels, shownSql, tableOf } from "./sessions_taken.js";
import { promptByTurn, ttftByTurn } from "./turns_spec.js";

/** Everything below the controls. */
export async function drawnHtml(drawing: Drawing): Promise<string> {
  if (!drawing.chosen.length) return "";
  return `<h2>Time to first token by turn</h2>${await ttftHtml(drawing)}
<h2>How the prompt grows</h2>${await promptHtml(drawing)}
<h2>Who gets to the end</h2>${sessionsTableHtml(drawing)}`;
}

function taken({ data, board, chosen }: Drawing) {
  const shown = chosen.slice(0, mostPanels);
  const more = chosen.length > shown.length
    ? ` The first ${count(shown.length)} of ${count(chosen.length)} chosen systems.`
    : "";
  return {
    shown,
    more: `${more}${board.simulated ? " Simulated." : ""}`,
    up: "../",
    data: () => tableOf(shown.flatMap((s) => s.turns)),
    sql: shownSql(data.sql.turns, board, shown, ", turn"),
  };
}

async function ttftHtml(drawing: Drawing): Promise<string> {
  const { board, width } = drawing;
  const { shown, more, ...files } = taken(drawing);
  const panels = shown.map((system) => ({
    label: system.label,
    mark: markOf(system.provider, system.simulated),
    points: system.turns.filter((t) => t.timed > 0).map((t) => ({
      turn: t.turn,
      n: t.timed,
      failed: t.failed,
      p5: t.ttft_p5_s!,
      p25: t.ttft_p25_s!,
      median: t.ttft_by_turn_s!,
      p75: t.ttft_p75_s!,
      p95: t.ttft_p95_s!,
    })),
    dots: system.dots.map(([turn, place, ttft]) => ({ at: turn + 0.5 * (place - 0.5), ttft })),
  })).filter(({ points }) => points.length);
  if (!panels.length) return "<p>No answer has a time to first token.</p>";
  const said = panels.map(({ label, points }) =>
    `${label}: ${points.map((p) => `turn ${p.turn} ${significant(p.median)} s`).join(", ")}`
  ).join("; ");
  const n = panels.reduce((sum, p) => sum + p.points.reduce((all, { n }) => all + n, 0), 0);
  const drawn = panels.reduce((sum, p) => sum + p.dots.length, 0);
  const failed = shown.flatMap((s) => s.turns).reduce((sum, t) => sum + t.failed, 0);
  return await figureHtml({
    ...files,
    id: "ttft-by-turn",
    title: "Time to first token by turn",
    label: `Median time to first token by turn: ${said}`,
    caption: [
      `${board.name}. n = ${count(n)} succeeded requests; n of each turn stands under it.`,
      `Dot: ${
        drawn < n ? `one of ${count(drawn)} of them, drawn by seed` : "each of them"
      }, those of a turn in the order of the sessions; mark: median; bar: from P25 to P75;`,
      "line: from P5 to P95. Lower is faster.",
      ...(failed
        ? [`×: ${failed === 1 ? "a session" : "sessions"} that failed in this turn.`]
        : []),
    ].join(" ") + more,
    spec: ttftByTurn(panels, width),
  });
}

async function promptHtml(drawing: Drawing): Promise<string> {
  const { board, width } = drawing;
  const { shown, more, ...files } = taken(drawing);
  const panels = shown.map((system) => ({
    label: system.label,
    mark: markOf(system.provider, system.simulated),
    points: system.turns.filter((t) => t.input_tokens_by_turn !== null).map((t) => ({
      turn: t.turn,
      n: t.answered,
      prompt: t.input_tokens_by_turn!,
      cached: t.cached_tokens_by_turn,
    })),
  })).filter(({ points }) => points.length);
  if (!panels.length) return "<p>No answered request has a count of its prompt’s tokens.</p>";
  const silent = panels.filter(({ points }) => points.every((p) => p.cached === null));
  const cached = silent.length === panels.length
    ? "No answer says what was cached."
    : `Dashed: of it, what the provider says it read from a cache, the median of the answers that say so${
      silent.length ? `; of ${silent.map(({ label }) => label).join(", ")} none does` : ""
    }.`;
  const said = panels.map(({ label, points }) =>
    `${label}: ${
      points.map((p) =>
        `turn ${p.turn} ${count(p.prompt)} tokens${
          p.cached === null ? "" : `, ${count(p.cached)} cached`
        }`
      ).join(", ")
    }`
  ).join("; ");
  const n = panels.reduce((sum, p) => sum + p.points.reduce((all, { n }) => all + n, 0), 0);
  return await figureHtml({
    ...files,
    id: "prompt-by-turn",
    title: "Prompt tokens by turn",
    label: `Median prompt tokens by turn: ${said}`,
    caption: `${board.name}. n = ${
      count(n)
    } succeeded requests. Point: median tokens of the prompt, by the reference tokenizer. ${cached}${more}`,
    spec: promptByTurn(panels, width),
  });
}
