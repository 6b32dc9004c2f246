/** Files that the page makes, into the reader's downloads, in the colours that it has now. */

/** Saves a file under a name. */
export function saveFile(blob: Blob, name: string): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

/** A colour that was mixed as other programs read it, too. */
export const rgbOf = (color: string): string =>
  color.replace(
    /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)\)$/,
    (_, ...parts: string[]) =>
      `rgb(${parts.slice(0, 3).map((part) => Math.round(255 * Number(part))).join(", ")})`,
  );

/** Colours of CSS as the page has them now at an element; read together, for which the page is styled anew once. */
function pageColors(colors: string[], at: HTMLElement): string[] {
  const holder = document.createElement("i");
  for (const color of colors) {
    holder.appendChild(document.createElement("i")).style.color = color;
  }
  at.append(holder);
  const found = Array.from(holder.children, (probe) => rgbOf(getComputedStyle(probe).color));
  holder.remove();
  return found;
}

/** A colour of CSS as the page has it now. */
export const pageColor = (color: string): string => pageColors([color], document.body)[0];

/** A colour or an opacity that a variable of CSS has, as a value in JSON. */
const variable = /"((?:color-mix\([\w ]*, )?var\((--[\w-]+)[^"]*\))"/g;

/** Colours as the page has them now at an element: a file knows no CSS variables. */
export function resolved(spec: object, at: HTMLElement): object {
  // What was drawn anew since it was clicked has no colours any more.
  const place = at.isConnected ? at : document.body;
  const text = JSON.stringify(spec);
  const values = new Map<string, string>();
  for (const [, whole, name] of text.matchAll(variable)) values.set(whole, name);
  const colors = [...values].filter(([, name]) => !/opacity/.test(name)).map(([whole]) => whole);
  const style = getComputedStyle(place);
  for (const [whole, name] of values) {
    values.set(whole, String(Number(style.getPropertyValue(name))));
  }
  const found = pageColors(colors, place);
  colors.forEach((color, i) => values.set(color, JSON.stringify(found[i])));
  return JSON.parse(text.replace(variable, (_, whole: string) => values.get(whole)!));
}

/** A picture of an SVG. */
export async function pngOf(svg: Blob): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return await new Promise((done) => canvas.toBlob((blob) => done(blob!), "image/png"));
}
