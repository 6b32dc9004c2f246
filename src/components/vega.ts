/** Vega-Lite specification to SVG, in the browser and under Deno alike. */
import * as vega from "vega";
import * as vegaLite from "vega-lite";
import { compactDots } from "../charts/compact.js";

/** SVG text of a specification. Colours may be CSS variables: one drawing serves both themes. */
export async function renderSpec(spec: object): Promise<string> {
  const compiled = vegaLite.compile(spec as vegaLite.TopLevelSpec).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  // No XML may hold one: a browser would not take the drawing for an image.
  return svg.replace(/[^\P{Cc}\t\n\r]/gu, "");
}

/** A drawing inside an element with role=img and a label: Vega's own roles on every mark would be noise in it. */
export const renderBare = async (spec: object): Promise<string> =>
  compactDots((await renderSpec(spec)).replace(/ (?:aria-[a-z]+|role)="[^"]*"/g, ""));
