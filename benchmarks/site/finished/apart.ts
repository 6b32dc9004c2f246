/** What a page's script reads when a reader asks for it: beside the page, so that the page comes without it. */
import { createHash } from "node:crypto";

const folder = "_file/made";
const held = /<script type="application\/json" id="([\w-]+)" data-apart(?:="")?>([^<]*)<\/script>/g;

/**
 * Puts the JSON of each script that is marked `data-apart` into a file of the site in `dist`, and its address in its
 * place. `up` leads from the page to the site's root. JSON in a page has no "<" (src/rows/made.ts).
 */
export async function setApart(html: string, dist: string, up: string): Promise<string> {
  const files = new Map<string, string>();
  const without = html.replace(held, (_, id: string, json: string) => {
    const hash = createHash("sha256").update(json).digest("hex").slice(0, 8);
    const file = `${folder}/${id}.${hash}.json`;
    files.set(file, json);
    return `<script type="application/json" id="${id}" data-src="${up}${file}"></script>`;
  });
  if (files.size) await Deno.mkdir(`${dist}/${folder}`, { recursive: true });
  for (const [file, json] of files) await Deno.writeTextFile(`${dist}/${file}`, json);
  return without;
}
