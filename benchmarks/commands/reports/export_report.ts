/** A report as one HTML file that needs nothing else, and as PDF. */
import { dirname } from "node:path";
import { openNew, partialOf } from "../../files/own_file.ts";
import { ConfigError } from "../../plan/config.ts";
import { reportDefinition } from "../../queries/reports/definition.ts";
import { buildPage } from "../../site/framework.ts";
import { isReportFile } from "../../site/one_file/one_file.ts";
import { factsOfStore } from "../../queries/store_facts.ts";
import { readyCache } from "../../site/npm.ts";
import { whileNoneBuilds } from "../site_place.ts";
import { printPdf } from "./print_pdf.ts";

/** Writes `NAME.html` and `NAME.pdf` into `out` and prints their paths. Returns the exit status. */
export async function exportReport(name: string, out: string): Promise<number> {
  const definition = await reportDefinition(name);
  if (typeof definition === "string") throw new ConfigError(name, [definition], "be exported");
  const [html, pdf] = [`${out}/${name}.html`, `${out}/${name}.pdf`];
  await refuseForeign(html, pdf);
  await Deno.mkdir(out, { recursive: true });
  console.error("Building the report.");
  const building = await Deno.makeTempDir({ prefix: "tokenboard-report-" });
  try {
    let failed = "";
    await whileNoneBuilds(async () => {
      await readyCache();
      const page = `/reports/${name}`;
      const setting = { dist: `${building}/site`, ...await factsOfStore() };
      failed = await buildPage(setting, page, `${building}/one.html`);
    });
    if (failed) {
      console.error(failed);
      return 1;
    }
    await moveTo(`${building}/one.html`, html);
    console.log(html);
    const said = await printPdf(html, `${building}/one.pdf`);
    if (said === null) {
      await moveTo(`${building}/one.pdf`, pdf);
      console.log(pdf);
    } else console.error(said);
  } finally {
    await Deno.remove(building, { recursive: true });
  }
  return 0;
}

/** A file that no export made is not replaced; a PDF was made by one where its page stands beside it. */
async function refuseForeign(path: string, pdf: string): Promise<void> {
  const there = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new ConfigError(
        dirname(path),
        ["it is a file, or below one: --out names a folder"],
        "hold a report",
      );
    }
    throw error;
  });
  if (there !== null && isReportFile(there)) return;
  const isPdf = await Deno.lstat(pdf).then(() => true, () => false);
  if (there === null && !isPdf) return;
  throw new ConfigError(there === null ? pdf : path, [
    "it is no report that was made here; move it away, or name another folder by --out",
  ], "be replaced");
}

/** The temporary folder may be on another disk. */
async function moveTo(from: string, to: string): Promise<void> {
  const partial = partialOf(to);
  const file = await openNew(partial);
  await (await Deno.open(from)).readable.pipeTo(file.writable);
  await Deno.rename(partial, to);
}
