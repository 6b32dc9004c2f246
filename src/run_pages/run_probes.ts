/** What the probes of a run said: whether answers were right. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { link, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { count } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { targetShown } from "./run_says.js";

type Probed = RunPage["probed"][number];

/** The table of targets that were asked for a known answer; "" where none was. */
export function probesHtml({ probed }: RunPage): string {
  const asked = probed.filter((p) => p.correctness);
  if (!asked.length) return "";
  const html = rowTable<Probed>(
    [
      { head: "Target", show: (p) => targetShown(p) },
      { head: numbers("Questions"), show: ({ correctness }) => count(correctness!.attempts) },
      { head: numbers("Answered"), show: ({ correctness }) => count(correctness!.answered) },
      {
        head: numbers("Wrong"),
        fails: ({ correctness }) => correctness!.mismatched > 0,
        show: ({ correctness }) => count(correctness!.mismatched),
      },
    ],
    asked,
    { kind: "stack says" },
  );
  return `${region("Questions with a known answer", html)}${
    markup`<p class="cap">Questions with a known answer; more on ${
      link(pageHref("correctness", {}, { up: "../" }), "correctness")
    }.</p>`.html
  }`;
}
