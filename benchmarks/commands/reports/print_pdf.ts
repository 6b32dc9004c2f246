/** A page on paper: a PDF by the Chromium or Chrome of this machine. */
import { denoProcess } from "../../processes/deno_process.ts";
import { printGrants } from "../../processes/grants.ts";
import { browsersHere } from "../../processes/browsers.ts";

const byHand = "Open the file in a browser and print it: it has its own rules for paper.";

/** Prints the file at `html` to `pdf`. Returns null, or why there is none, in a sentence. */
export async function printPdf(
  html: string,
  pdf: string,
  browsers?: string[],
): Promise<string | null> {
  const found = browsers ?? await browsersHere();
  if (!found.length) return `No PDF: there is no Chromium or Chrome here. ${byHand}`;
  for (const browser of found) {
    const program = ["benchmarks/processes/print_page.ts", browser, html, pdf];
    const { success } = await denoProcess(printGrants(browser), program, {
      stdout: "null",
      stderr: "null",
    }).output();
    if (success) return null;
  }
  return `No PDF: ${found.join(" and ")} printed none. ${byHand}`;
}
