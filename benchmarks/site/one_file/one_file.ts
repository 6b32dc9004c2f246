/** A built page as one HTML file: it opens from a disk and asks nobody for anything. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path/posix";
import { existsSync } from "node:fs";
import { build as bundle, type PluginBuild } from "esbuild";
import { withoutScript, withoutScriptAtAll } from "../without_script.ts";
import { inlinedCss } from "./inlined_css.ts";
import { dataUrl } from "./data_url.ts";

const mark = '<meta name="generator" content="Tokenboard report">';
/** Whether a file is one of these. */
export const isReportFile = (html: string): boolean => html.includes(mark);

const duckdb =
  "DuckDB would make the file many times as large. Write what its cells of SQL ask as a loader in SQL " +
  "(CONTRIBUTING says how), or publish the report as a page of the site.";

/**
 * The page at `path` of a site in `dist`. What leads to other pages is taken out: the header, the footer, and links,
 * whose words stay. Throws where it needs what no such file can hold.
 */
export async function oneFile(dist: string, path: string): Promise<string> {
  const html = await Deno.readTextFile(`${dist}${path}.html`);
  const folder = dirname(`${dist}${path}`);
  const [, module] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
  if (module === undefined) {
    throw new Error("The page has no script: the framework writes it in another way.");
  }
  if (/stdlib\/duckdb\.\w+\.js/.test(module)) throw new Error(duckdb);
  const script = await bundled(await withFiles(module, folder), folder);
  const styles = await Array.fromAsync(
    html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"[^>]*>/g),
    ([, href]) => inlinedCss(join(folder, href)),
  );
  const licences = await Deno.readTextFile(`${dist}/licenses.txt`);
  const body = (text: string) =>
    text
      .replace(/<header id="observablehq-header">[\s\S]*?<\/header>/, "")
      .replace(/<footer id="observablehq-footer">[\s\S]*?<\/footer>/, "")
      // What leads to a tool of the site leads nowhere from here; of other links the words stay.
      .replace(/<a class="needs-script"[^>]*>[^<]*<\/a>/g, "")
      .replace(/<a (?![^>]*href="#)[^>]*\bhref="[^"]*"[^>]*>([\s\S]*?)<\/a>/g, "$1");
  const [head, rest] = html.split("</head>");
  const ownHead = (await withFonts(
    head.replace(withoutScript, withoutScriptAtAll)
      .replace('<html lang="en">', '<html lang="en" data-one-file>')
      .replace(/<link rel="(?:preload|modulepreload|stylesheet)"[^>]*>\n?/g, "")
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n?/, "")
      .replace(/<meta name="generator"[^>]*>/, mark),
    folder,
  )).replace(
    /<script type="module">[\s\S]*?<\/script>/,
    () =>
      `<style>${
        styles.join("\n")
      }\n.take a,.take [data-as=embed],.skip{display:none!important}</style>`,
  );
  const scriptText = script.replaceAll("</script", "<\\/script");
  return withPolicy(
    `${ownHead}</head>${body(rest.replace("</html>", "").replace("</body>", ""))}` +
      `<script type="module">${scriptText}</script>` +
      `<script type="text/plain" id="licences">${licences.replaceAll("</", "< /")}</script>` +
      "</body>\n</html>\n",
  );
}

/** Programs that the framework's client would load for cells that this page does not have are not in its build. */
function leaveUnused({ onResolve }: PluginBuild): void {
  onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
    const unused = kind === "dynamic-import" && !existsSync(join(resolveDir, path));
    return unused ? { path, external: true } : undefined;
  });
}

/** The page's own module with everything that it imports, at once or later. */
async function bundled(contents: string, resolveDir: string): Promise<string> {
  const { outputFiles: [file] } = await bundle({
    stdin: { contents, resolveDir, loader: "js" },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    legalComments: "none", // the licences stand in the file themselves
    logLevel: "silent",
    plugins: [{ name: "unused", setup: leaveUnused }],
  });
  return file.text;
}

/** Files that cells read, as the addresses that hold them. */
async function withFiles(module: string, folder: string): Promise<string> {
  const files = new Map<string, string>();
  for (const [, path] of module.matchAll(/"path":"([^"]+)"/g)) {
    files.set(path, await dataUrl(join(folder, path)));
  }
  return module.replace(
    /"path":"([^"]+)"/g,
    (_, path) => `"path":${JSON.stringify(files.get(path))}`,
  );
}

async function withFonts(head: string, folder: string): Promise<string> {
  const found = new Map<string, string>();
  for (const [, path] of head.matchAll(/url\(([^)]*\.woff2)\)/g)) {
    found.set(path, await dataUrl(join(folder, path)));
  }
  return head.replace(/url\(([^)]*\.woff2)\)/g, (_, path) => `url(${found.get(path)})`);
}

/** Its own scripts may run; nothing may be asked for but what it holds. */
function withPolicy(html: string): string {
  const scripts = [...html.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(([, text]) =>
    `'sha256-${createHash("sha256").update(text).digest("base64")}'`
  );
  const policy = [
    "default-src 'none'",
    `script-src 'unsafe-eval' ${hashes.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "connect-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html.replace(
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}
