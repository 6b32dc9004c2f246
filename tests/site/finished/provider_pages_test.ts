/** A finished site has a page for each provider, the one that the framework would have made of its Markdown. */
import assert from "node:assert/strict";
import { readConfig } from "@observablehq/framework/dist/config.js";
import { parseMarkdown } from "@observablehq/framework/dist/markdown.js";
import { renderPage } from "@observablehq/framework/dist/render.js";
import { writeProviderPages } from "../../../benchmarks/site/finished/provider_pages.ts";
import { inFolder } from "../../support/bench.ts";

const config = await readConfig("observablehq.config.ts");
/** The page that the framework makes. */
const framed = (path: string, markdown: string): Promise<string> => {
  const options = { ...config, path };
  return renderPage(parseMarkdown(markdown, options), options);
};
const template = await framed(
  "/providers/[name]",
  "---\ntitle: Provider\n---\n\n# None\n\nNone.\n",
);

/** What `writeProviderPages()` writes of pages, by their addresses. */
async function written(
  pages: { name: string; markdown: string }[],
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/providers`);
    await Deno.writeTextFile(`${folder}/providers/[name].html`, template);
    const file = `${folder}/pages.json`;
    await Deno.writeTextFile(file, JSON.stringify(pages));
    const paths = await writeProviderPages(folder, { target: "", program: "", args: [], file });
    const names = Array.from(Deno.readDirSync(`${folder}/providers`), ({ name }) => name);
    assert.deepEqual(names.sort(), paths.map((path) => `${path.slice(11)}.html`).sort());
    for (const path of paths) found[path] = await Deno.readTextFile(`${folder}${path}.html`);
  });
  return found;
}

Deno.test("writeProviderPages() writes what the framework makes of the same Markdown", async () => {
  const markdown = `---
title: "$& A <b> & \\"B\\" 'C'"
---

<p class="kicker"><a href="../providers.html">Providers</a> · <a href="./openai.html#how-sure">x</a></p>

# A &lt;b> $& $1 title

## Ask it

\`\`\`sh
export A_KEY=... && deno task bench --llm-api "$1"
\`\`\`

\`\`\`json
{"a": [1, null, "</main>"]}
\`\`\`

## Ask it

| a | b |
|---|---|
| 1 | [elsewhere](https://example.com/a?b=c&d) |

<a rel="external" href="../downloads/tables/a.csv" download="a.csv">CSV</a> <a href="../data">rows</a>
`;
  const pages = [{ name: "one", markdown }, { name: "two", markdown: "# Two\n\n<main>&nbsp;\n" }];
  const found = await written(pages);
  for (const { name, markdown } of pages) {
    const path = `/providers/${name}`;
    assert.equal(found[path], await framed(path, markdown), name);
  }
});

Deno.test("writeProviderPages() refuses a page with a cell or a file, which a template cannot have", async () => {
  for (const more of ["```js\n1 + 1\n```", "${1 + 1}", "![one](./one.png)"]) {
    await assert.rejects(
      written([{ name: "one", markdown: `# One\n\n${more}\n` }]),
      /\/providers\/one: a page of a template has no cell and no file/,
      more,
    );
  }
});
