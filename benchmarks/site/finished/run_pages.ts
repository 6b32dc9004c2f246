/**
 * The pages of runs in a finished site. The framework makes one, and each run's is that one with its own words: a page
 * of the framework's for each of a thousand runs would take it minutes, and ids that look like files would be none.
 */
import { denoOutput } from "../../processes/deno_process.ts";
import { pageGrants } from "../../processes/grants.ts";
import type { Output } from "../outputs.ts";
import { sharedFrom, sharing } from "./run_frame.ts";

/** The address of the page that the others are made from; a run of that name has its own all the same. */
export const runTemplate = "/runs/[run]";
/** Prints what stands on them. */
export const runPagesTarget = "/loaders/run-pages.json";

interface Page {
  run_id: string;
  title: string;
  /** Inside its main part. */
  html: string;
}

const main = /(<main id="observablehq-main"[^>]*>)[^]*?(<\/main>)/;
/** Names for marks that a script draws; on these pages none does. */
const names = /<script type="application\/json" id="\w+-of-store">[^<]*<\/script>/g;
const title = /<title>[^<]*<\/title>/;
/** A mark for the framework, which does not see these pages. */
const external = ' rel="external"';

/** Text inside an element. */
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/**
 * Writes a page for each run into the finished site `dist`, in place of the one of the framework, and returns how many.
 * `output` is what prints them, made ahead or not.
 *
 * @throws where the framework writes its pages in another way, or the program fails
 */
export async function writeRunPages(dist: string, output: Output): Promise<number> {
  const file = `${dist}${runTemplate}.html`;
  const template = await Deno.readTextFile(file);
  if (!main.test(template) || !title.test(template)) {
    throw new Error("The framework writes its pages in another way: no main part or title.");
  }
  const printed = await Deno.readTextFile(output.file)
    .catch(() => denoOutput(pageGrants(), [output.program]));
  await Deno.remove(file);
  const pages: Page[] = JSON.parse(printed);
  const whole = template.replace(names, "");
  const { page: shell, files } = pages.length > sharedFrom
    ? sharing(whole)
    : { page: whole, files: {} };
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${dist}/runs/${name}`, text);
  }
  for (const page of pages) {
    await Deno.writeTextFile(
      `${dist}/runs/${page.run_id}.html`,
      shell
        .replace(title, () => `<title>${escaped(page.title)} | Tokenboard</title>`)
        .replace(
          main,
          (_, open, close) =>
            `${open}\n<section class="run">\n${
              page.html.replaceAll(external, "")
            }\n</section>${close}`,
        ),
    );
  }
  return pages.length;
}
