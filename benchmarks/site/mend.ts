/** What the framework's pages lack, put into the finished site. */
import { setApart } from "./finished/apart.ts";
import { withContents } from "./finished/contents.ts";
import { writeLicences } from "./finished/licences.ts";
import { sameTimes } from "./finished/same_times.ts";
import { withPolicy } from "./policy.ts";

/** Files of `src/fonts`: there the live site finds them, and a build copies them. */
const fonts = ["inter.woff2", "source-serif-4.woff2"];

/** Files below a folder whose names end so; none where there is no such folder. */
async function* filesBelow(folder: string, end: string): AsyncGenerator<string> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  });
  for (const { name, isDirectory } of entries) {
    if (isDirectory) yield* filesBelow(`${folder}/${name}`, end);
    else if (name.endsWith(end)) yield `${folder}/${name}`;
  }
}

/**
 * Mends the site in `dist`, which the framework made with what is in `cache`. Its template lacks a language, the anchor
 * that "skip to content" leads to, a way to scroll code by keyboard, and the fonts' early loading, without which text
 * is set twice and what is below it jumps.
 * Its pages say that their files are of `madeMs`.
 */
export async function mendSite(
  dist: string,
  cache: string,
  madeMs: number | null,
): Promise<void> {
  for await (const path of filesBelow(dist, ".html")) {
    const up = "../".repeat(path.slice(dist.length + 1).split("/").length - 1) || "./";
    const html = await setApart(sameTimes(await Deno.readTextFile(path), madeMs), dist, up);
    const folder = /url\(([^)]*)\/inter\.woff2\)/.exec(html)?.[1] ?? "./fonts";
    const preloads = fonts.map((file) =>
      `<link rel="preload" as="font" type="font/woff2" crossorigin href="${folder}/${file}">`
    ).join("");
    await Deno.writeTextFile(
      path,
      withPolicy(
        withContents(html).replace("<html>", '<html lang="en">')
          .replace("<!DOCTYPE html>\n<meta", '<!DOCTYPE html>\n<html lang="en">\n<meta')
          .replace(", maximum-scale=1", "")
          .replace('<link rel="icon"', `${preloads}<link rel="icon"`)
          .replaceAll("<pre data-language", '<pre tabindex="0" data-language')
          .replace(
            '<main id="observablehq-main"',
            '<a id="main-content"></a><main id="observablehq-main"',
          ),
      ),
    );
  }
  // Programs for WebAssembly are empty where the framework asks for them, and compressed beside it where pages do.
  for await (const path of filesBelow(`${dist}/_npm`, ".wasm")) {
    const zipped = `${path.slice(dist.length)}.gz`;
    await Deno.copyFile(cache + zipped, dist + zipped).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error; // one that no page loads has none
    });
    await Deno.remove(path);
  }
  // Without it GitHub Pages leaves out the folders that begin with "_".
  await Deno.writeTextFile(`${dist}/.nojekyll`, "");
  await Deno.mkdir(`${dist}/fonts`, { recursive: true });
  for (const file of fonts) await Deno.copyFile(`src/fonts/${file}`, `${dist}/fonts/${file}`);
  await writeLicences(dist);
}
