/** Where names of points stand in a drawing, so that none covers another. Pure. */

export interface Named {
  name: string;
  /** Of the point, in pixels from the left and the top. */
  x: number;
  y: number;
}
export interface Label extends Named {
  align: "left" | "right";
  /** From the point to the middle of the text, in pixels. */
  dx: number;
  dy: number;
}
type Box = [left: number, top: number, right: number, bottom: number];

const [letter, tall, reach] = [6.4, 14, 9];
const sides: Pick<Label, "align" | "dx" | "dy">[] = [
  { align: "left", dx: reach, dy: -reach },
  { align: "left", dx: reach, dy: reach },
  { align: "right", dx: -reach, dy: -reach },
  { align: "right", dx: -reach, dy: reach },
];
const meet = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** A place for each name, those that come first before the others; one for which there is none is left out. */
export function placed(points: Named[], width: number): Label[] {
  const taken = points.map(({ x, y }): Box => [x - 6, y - 6, x + 6, y + 6]);
  return points.flatMap((point, i) => {
    for (const side of sides) {
      const long = point.name.length * letter;
      const left = point.x + side.dx - (side.align === "right" ? long : 0);
      const top = point.y + side.dy - tall / 2;
      const box: Box = [left, top, left + long, top + tall];
      const inside = left >= 0 && left + long <= width;
      if (!inside || taken.some((other, j) => j !== i && meet(box, other))) continue;
      taken.push(box);
      return [{ ...point, ...side }];
    }
    return [];
  });
}
