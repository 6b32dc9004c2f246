/** The named views of a site at addresses that stay: `presets/SLUG.html` leads to what the view shows today. */
import { xmlText as escape } from "../../shared/xml_text.ts";
import type { Preset } from "../../store/board/presets_file.ts";

/** Where a view leads, from `presets/`. */
function hrefOf({ page, query }: Preset): string {
  const search = new URLSearchParams(query).toString();
  const file = page === "" || page.endsWith("/") ? `${page}index.html` : `${page}.html`;
  return `../${file}${search ? `?${search}` : ""}`;
}

/** Writes the files into the finished site `dist`; none where there are no views. */
export async function writePresets(dist: string, presets: Preset[]): Promise<void> {
  if (presets.length) await Deno.mkdir(`${dist}/presets`, { recursive: true });
  for (const preset of presets) {
    const href = escape(hrefOf(preset));
    await Deno.writeTextFile(
      `${dist}/presets/${preset.slug}.html`,
      `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=${href}"><title>${escape(preset.name)}</title></head>
<body><p><a href="${href}">${escape(preset.name)}</a></p></body></html>
`,
    );
  }
}
