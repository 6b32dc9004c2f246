/** What a page holds before any browser: its Markdown, and what its loader prints over a store. */
import assert from "node:assert/strict";

/**
 * `name` is the loader's file without its ending, `data` the folder of another store than the checkout's, `file` the
 * page's where it is not called as its loader is.
 */
export async function pageText(name: string, data?: string, file = name): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", `loaders/pages/${name}.html.ts`],
    env: data ? { TOKENBOARD_DATA: data } : {},
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return await Deno.readTextFile(`src/${file}.md`) + new TextDecoder().decode(stdout);
}
