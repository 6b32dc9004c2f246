/** `deno task report`, with its options. */
import { Option } from "commander";
import { reportMetrics, reportsFolder } from "../queries/reports/definition.ts";
import type { Settle, TokenboardCommand } from "./command.ts";
import { positive, storeOption } from "./values.ts";

const reportHelp = `
The report is a Markdown file in ${reportsFolder}, and a page of the site. What its runs say stands in its tables,
figures and sentences by itself; edit the question, the limits and your own words. --export builds NAME.html, which
holds everything and opens from a disk, and NAME.pdf where there is a Chromium or Chrome.`;

export function addReport(program: TokenboardCommand, settle: Settle): void {
  program.command("report").description(
    "Write a report on some runs, or take one away as one HTML file and as PDF",
  )
    .argument("<name>", "of its file and its address: small letters, digits, hyphens")
    .argument("[run...]", "runs that it is of: a name, its beginning, a folder, or latest")
    .option("--title <question>", "what it asks")
    .addOption(
      new Option("--metric <name>", "what its systems are ordered by").choices(reportMetrics)
        .default("ttft_s"),
    )
    .option("--ttft <seconds>", "limit: a first token within", positive, 0.5)
    .option("--rate <n>", "limit: at least so many tokens per second after it", positive, 20)
    .option("--export", "write NAME.html, and NAME.pdf where a browser can print")
    .option("--out <dir>", "write them into this folder instead of here")
    .addOption(storeOption())
    .option("--yes", "replace a report of this name, and what you wrote in it")
    .addHelpText("after", reportHelp)
    .action((name, runs, options) =>
      settle(
        import("../commands/reports/report.ts").then((c) => c.reportCommand(name, runs, options)),
      )
    );
}
