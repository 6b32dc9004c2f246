/**
 * What the pages of many runs have in common, in files beside them: header, fonts and the words for a page that was
 * opened as a file are most of what stands in each.
 */
import { withPolicy } from "../policy.ts";

/** In a site of more runs their pages share these files; without a script their header leads to the start alone. */
export const sharedFrom = 100;

const header = /<header id="observablehq-header">([^]*?)<\/header>/;
const fonts = /<style>\s*(@font-face[^]*?)<\/style>/;
const asFile = /<script>(if \(location\.protocol === "file:"\)[^]*?)<\/script>/;
/** What a browser does without, or makes anew below. */
const spare = [
  /<meta http-equiv="Content-Security-Policy"[^>]*>\n?/,
  /<meta name="generator"[^>]*>\n?/,
  /<link rel="modulepreload"[^>]*>\n?/g,
  /<link rel="preload"[^>]*>\n?/g,
];
const plain = /<noscript><style>([^<]*)<\/style><\/noscript>/;
const [script, style, plainStyle] = ["runs.js", "runs.css", "runs_plain.css"];
const start = '<a class="brand" href="../">Tokenboard</a> <a href="../runs.html">All runs</a>';

/** The page without what it shares, and the files that it shares, by their names in its folder. */
export function sharing(page: string): { page: string; files: Record<string, string> } {
  const [, bar] = header.exec(page) ?? [];
  const [, faces] = fonts.exec(page) ?? [];
  const [, words] = asFile.exec(page) ?? [];
  const [, without] = plain.exec(page) ?? [];
  if ([bar, faces, words, without].includes(undefined!)) {
    throw new Error("The framework writes its pages in another way: no header, font or script.");
  }
  const short = spare.reduce((html, part) => html.replace(part, ""), page)
    .replace(
      header,
      () =>
        `<header id="observablehq-header"><script src="${script}"></script><noscript>${start}</noscript></header>`,
    )
    .replace(fonts, () => `<link rel="stylesheet" href="${style}">`)
    .replace(plain, () => `<noscript><link rel="stylesheet" href="${plainStyle}"></noscript>`)
    .replace(asFile, "");
  return {
    page: withPolicy(short),
    files: {
      [style]: faces,
      [plainStyle]: without,
      [script]: `${words}
document.currentScript.insertAdjacentHTML("afterend", ${JSON.stringify(bar)});
`,
    },
  };
}
