/** The table of /sessions: how many conversations of each system got to their end, and in what time. */
import type { SessionsRow } from "@/benchmarks/queries/tables/sessions.ts";
import { takeHtml } from "../components/figure.js";
import { providerMark } from "../components/provider_marks.js";
import { type Field, link, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { atLeast, atMost, count, percentText, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { shortName } from "../words/names.js";
import { intervalText } from "./sessions_words.js";
import { type Drawing, shownSql, tableOf } from "./sessions_taken.js";

const seconds = (value: number | null) => value === null ? "–" : significant(value);

/** A row per system, and the line that takes them away. */
export function sessionsTableHtml({ data, board, chosen }: Drawing): string {
  const labels = new Map(chosen.map((s) => [s.row, s]));
  const share = (r: SessionsRow) =>
    r.completion_rate === null || r.low === null || r.high === null
      ? "–"
      : markup`${percentText(r.completion_rate)}%<br><span class="cap">${atLeast(r.low)}–${
        atMost(r.high)
      }%</span>`;
  const fields: Field<SessionsRow>[] = [
    {
      head: "System",
      show: (r) => {
        const { run_id, provider, model } = r;
        return markup`${{ html: providerMark(provider, r.simulated) }} ${
          link(
            pageHref("requests", { run_id, provider, model }, { up: "../" }),
            labels.get(r)!.label,
          )
        }${
          r.simulated ? markup` <span class="badge sim">simulated</span>` : ""
        }<br><span class="cap">${shortName(model)}</span>`;
      },
    },
    {
      head: numbers("Completed"),
      fails: (r) => r.failed + r.retried > 0,
      show: (r) =>
        markup`${count(r.completed)} of ${count(r.completed + r.failed + r.retried)}${
          r.retried ? markup`<br><span class="cap">${count(r.retried)} by sending again</span>` : ""
        }${r.incomplete ? markup`<br><span class="cap">${count(r.incomplete)} cut</span>` : ""}`,
    },
    { head: numbers("Share, 95% interval"), label: "share", show: share },
    {
      head: numbers("Turns each"),
      show: (r) => r.turns_per_session === null ? "–" : r.turns_per_session.toFixed(1),
    },
    { head: numbers("To last answer, s"), show: (r) => seconds(r.time_to_last_answer_s) },
    { head: numbers("Of it waiting, s"), show: (r) => seconds(r.waiting_s) },
    {
      head: numbers("TTFT, last over first"),
      show: (r) =>
        r.ttft_last_over_first === null
          ? "–"
          : markup`${r.ttft_last_over_first.toFixed(2)}<br><span class="cap">${
            intervalText(r)
          }; n ${count(r.pairs)}</span>`,
    },
  ];
  const rows = chosen.map(({ row }) => row);
  const n = rows.reduce((sum, r) => sum + r.sessions, 0);
  const caption = `${board.name}. n = ${
    count(n)
  } sessions. Times and ratios are medians over completed sessions.${
    board.simulated ? " Simulated." : ""
  }`;
  return `<p class="cap">${markup`${caption}`.html}</p>${
    region("Sessions", rowTable(fields, rows))
  }${
    takeHtml({
      ...{ id: "sessions", title: "Sessions", caption, up: "../" },
      data: () => tableOf(rows),
      sql: shownSql(data.sql.sessions, board, chosen, ""),
    })
  }`;
}
