/** A chart as it stands on the page, with its legends and words, as one SVG that needs no page. */
import { pageColor, rgbOf } from "../components/save.js";

const space = "http://www.w3.org/2000/svg";
const looks = [
  ...["fill", "stroke", "color", "stop-color"],
  ...["font-family", "font-size", "font-weight", "font-style", "font-variant-numeric"],
];
const margin = 16;

/** Gives a copy what the page's styles say of the element, where it does not inherit it. */
function paint(source: Element, copy: SVGElement, above: CSSStyleDeclaration | null): void {
  const own = getComputedStyle(source);
  for (const name of looks) {
    const value = own.getPropertyValue(name);
    const says = copy.hasAttribute(name) || copy.style.getPropertyValue(name);
    if (above && !says && above.getPropertyValue(name) === value) continue;
    copy.removeAttribute(name);
    copy.style.setProperty(name, rgbOf(value));
  }
  Array.from(source.children).forEach((child, i) => {
    if (!/^(?:style|title|desc)$/.test(child.tagName)) {
      paint(child, copy.children[i] as SVGElement, own);
    }
  });
}

interface Part {
  at: DOMRect;
  node: SVGElement;
}

function drawingOf(svg: SVGSVGElement): Part {
  const at = svg.getBoundingClientRect();
  const node = svg.cloneNode(true) as SVGSVGElement;
  paint(svg, node, null);
  Object.assign(node.style, { width: `${at.width}px`, height: `${at.height}px` });
  node.setAttribute("overflow", "visible");
  return { at, node };
}

/** The words of an HTML text, each where it stands. */
function wordsOf(text: Text): Part[] {
  const style = getComputedStyle(text.parentElement!);
  return [...text.data.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const node = document.createElementNS(space, "text");
    node.textContent = word;
    node.style.fill = rgbOf(style.color);
    for (const name of looks.slice(4)) {
      node.style.setProperty(name, style.getPropertyValue(name));
    }
    return { at: range.getBoundingClientRect(), node };
  });
}

function partsOf(chart: Element): Part[] {
  if (chart instanceof SVGSVGElement) return [drawingOf(chart)];
  const parts = [...chart.querySelectorAll("svg")]
    .filter((svg) => !svg.parentElement!.closest("svg")).map(drawingOf);
  const texts = document.createTreeWalker(chart, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (!text.parentElement!.closest("svg, style, script, form, details")) {
      parts.push(...wordsOf(text));
    }
  }
  const shown = parts.filter(({ at }) => at.width && at.height);
  // Of an empty drawing, or one that was drawn anew since it was clicked, there is only the ground.
  const ground = document.createElementNS(space, "g");
  return shown.length ? shown : [{ at: chart.getBoundingClientRect(), node: ground }];
}

/** Says above a drawing of simulated rows what they are, as the cell around it does. */
function simulatedAbove(parts: Part[]): Part {
  const node = document.createElementNS(space, "text");
  node.textContent = "simulated";
  node.style.cssText = "font: 500 11px Inter, system-ui, sans-serif";
  node.style.fill = pageColor("var(--tb-simulated)");
  const [left, top] = (["left", "top"] as const).map((side) =>
    Math.min(...parts.map(({ at }) => at[side]))
  );
  return { at: new DOMRect(left, top - 20, 60, 14), node };
}

/** The SVG's text. */
export function svgOf(chart: Element): string {
  const parts = partsOf(chart);
  if (chart.matches(".simulated-rows")) parts.push(simulatedAbove(parts));
  const [left, top] = (["left", "top"] as const).map((side) =>
    Math.min(...parts.map(({ at }) => at[side])) - margin
  );
  const width = Math.ceil(Math.max(...parts.map(({ at }) => at.right)) - left + margin);
  const height = Math.ceil(Math.max(...parts.map(({ at }) => at.bottom)) - top + margin);
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const ground = svg.appendChild(document.createElementNS(space, "rect"));
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", pageColor("var(--theme-background)"));
  for (const { at, node } of parts) {
    node.setAttribute("x", String(at.left - left));
    // A line of letters stands on four fifths of its height.
    const down = node instanceof SVGSVGElement ? 0 : 0.8 * at.height;
    node.setAttribute("y", String(at.top - top + down));
    svg.append(node);
  }
  // No XML may hold one: a browser would not take the drawing for an image.
  return new XMLSerializer().serializeToString(svg).replace(/[^\P{Cc}\t\n\r]/gu, "");
}
