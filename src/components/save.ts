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

/** A colour of CSS as the page has it now at an element. */
export function pageColor(color: string, at = document.body): string {
  const probe = at.appendChild(document.createElement("i"));
  probe.style.color = color;
  const found = rgbOf(getComputedStyle(probe).color);
  probe.remove();
  return found;
}

/** Colours as the page has them now at an element: a file knows no CSS variables. */
export function resolved(spec: object, at: HTMLElement): object {
  // What was drawn anew since it was clicked has no colours any more.
  const place = at.isConnected ? at : document.body;
  const style = getComputedStyle(place);
  const text = JSON.stringify(spec).replace(
    /"((?:color-mix\([\w ]*, )?var\((--[\w-]+)[^"]*\))"/g,
    (_, whole: string, name: string) => {
      if (/opacity/.test(name)) return String(Number(style.getPropertyValue(name)));
      return JSON.stringify(pageColor(whole, place));
    },
  );
  return JSON.parse(text);
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
