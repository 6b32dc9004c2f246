/** How a provider is drawn: a shape in a colour, with a core of a second one where both are taken. */

/** SVG paths around the origin, from -1 to 1: Vega scales them, and so does the HTML of a mark. */
const paths = {
  circle: "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z",
  square: "M-.88,-.88H.88V.88H-.88Z",
  diamond: "M0,-1.2L1.2,0L0,1.2L-1.2,0Z",
  "triangle-up": "M0,-1.1L1.15,.9H-1.15Z",
  "triangle-down": "M0,1.1L1.15,-.9H-1.15Z",
  cross: "M-.42,-1.1H.42V-.42H1.1V.42H.42V1.1H-.42V.42H-1.1V-.42H-.42Z",
  "triangle-right": "M1.1,0L-.9,1.15V-1.15Z",
  "triangle-left": "M-1.1,0L.9,1.15V-1.15Z",
};
export type Shape = keyof typeof paths;
export const shapes = Object.keys(paths) as Shape[];

/** A provider's mark; colours are CSS variables. */
export interface Mark {
  shape: Shape;
  color: string;
  /** Colour of the middle, where another provider has the shape in this colour alone. */
  core: string | null;
  /** Simulated: an outline, filled only where it has a core. */
  hollow: boolean;
}

/** Vega-Lite mark of a point, `size` in square pixels; hollow too where its system is not ranked. */
export const pointOf = (mark: Mark, size: number, hollow = mark.hollow): object => ({
  type: "point",
  shape: paths[mark.shape],
  filled: true,
  fill: (hollow && !mark.hollow ? null : mark.core) ??
    (hollow ? "var(--theme-background)" : mark.color),
  stroke: mark.color,
  strokeWidth: mark.core && !hollow ? 2.4 : 1.5,
  size,
  opacity: 1,
});

/** Path of a shape for a scale of Vega. */
export const pathOf = (mark: Mark): string => paths[mark.shape];

/** A mark as SVG within a drawing made by hand, `radius` pixels around a point. */
export const svgOf = (mark: Mark, x: number, y: number, radius: number): string => {
  const path = (scale: number, color: string, line = "none") =>
    `<path transform="translate(${x},${y}) scale(${scale})" d="${
      paths[mark.shape]
    }" fill="${color}" stroke="${line}" stroke-width="1.5" vector-effect="non-scaling-stroke"/>`;
  if (mark.hollow) return path(radius - 0.7, mark.core ?? "none", mark.color);
  return path(radius, mark.color) + (mark.core ? path(radius / 2, mark.core) : "");
};

/** Dashes of a curve: what a shape tells of a point, they tell of a line of the same colour. */
export const dashOf = (mark: Mark): number[] =>
  ({
    circle: [1, 0],
    square: [8, 3],
    diamond: [2, 2],
    "triangle-up": [8, 2, 2, 2],
    "triangle-down": [4, 4],
    cross: [12, 3, 4, 3],
    "triangle-right": [14, 4],
    "triangle-left": [6, 2, 2, 2, 2, 2],
  })[mark.shape];
