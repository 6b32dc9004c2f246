/** Figures and tables as files: CSV, SVG, PNG and Vega-Lite specification. */
import { judgedJson } from "../../rows/made.js";
import { csvText } from "../../shared/csv.js";
import type { Taken } from "../files.js";
import { pngOf, resolved, saveFile } from "../save.js";
import { renderSpec } from "../vega.js";

/** Characters of a line under the title, for so many pixels. */
const pixelsOfCharacter = 6.2;

/** Words in lines of at most so many characters. */
export function linesOf(text: string, most: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (longer.length <= most || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A drawing that stands by itself: with its title, what it is of, and a ground. */
export function standalone({ spec, title, caption }: Taken): object {
  const { width } = spec as { width?: number };
  const most = Math.max(40, Math.floor((width ?? 640) / pixelsOfCharacter));
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    ...spec,
    background: "var(--theme-background)",
    padding: 16,
    title: {
      text: linesOf(title, Math.floor(most * 0.8)),
      subtitle: linesOf(caption, most),
      anchor: "start",
      frame: "bounds",
      offset: 14,
      font: "Inter",
      subtitleFont: "Inter",
      fontSize: 15,
      subtitleFontSize: 11,
      subtitleLineHeight: 15,
      color: "var(--tb-text)",
      subtitleColor: "var(--tb-muted)",
    },
  };
}

/** A drawing as a file of kind svg, png or vl.json; `at` is where it stands, for its colours. */
export async function drawingFile(drawing: object, kind: string, at: HTMLElement): Promise<Blob> {
  const spec = resolved(drawing, at);
  if (kind === "vl.json") {
    return new Blob([JSON.stringify(spec, null, 1)], { type: "application/json" });
  }
  const svg = new Blob([await renderSpec(spec)], { type: "image/svg+xml" });
  return kind === "png" ? await pngOf(svg) : svg;
}

async function fileOf(taken: Taken, kind: string, at: HTMLElement): Promise<Blob> {
  if (kind === "csv") return new Blob([csvText(taken.data())], { type: "text/csv" });
  if (kind !== "json") return await drawingFile(standalone(taken), kind, at);
  const { title, caption, sql } = taken;
  return new Blob([judgedJson({ title, caption, sql, values: taken.json!() })], {
    type: "application/json",
  });
}

/** Saves it as a file of that kind; `at` is where it stands, for its colours. */
export async function save(taken: Taken, kind: string, at: HTMLElement): Promise<void> {
  const name = taken.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  saveFile(await fileOf(taken, kind, at), `tokenboard-${name || taken.id}.${kind}`);
}
