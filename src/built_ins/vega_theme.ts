/** The look of a chart that says nothing of its own look. Colours are those of the page, through CSS. */

const font = "Inter, system-ui, sans-serif";
const title = { titleFont: font, titleFontSize: 12, titleFontWeight: 500 };
const muted = "var(--tb-muted)";
const text = "var(--tb-text)";
const box = "var(--tb-box)";

export const theme = {
  background: "transparent",
  font,
  view: { stroke: null, continuousWidth: 560, continuousHeight: 260 },
  title: { anchor: "start", fontSize: 15, fontWeight: 600, color: text, subtitleColor: muted },
  axis: {
    ...title,
    labelFontSize: 11,
    labelColor: muted,
    titleColor: muted,
    gridColor: "var(--tb-grid)",
    tickColor: "var(--tb-edge)",
    domain: false,
    labelSeparation: 4,
  },
  axisY: { ticks: false },
  legend: { ...title, labelFontSize: 12, labelColor: text, titleColor: muted, orient: "top" },
  header: {
    ...title,
    labelFontSize: 12,
    labelFontWeight: 600,
    labelColor: text,
    titleColor: muted,
  },
  mark: { color: text },
  bar: { color: box },
  rule: { color: box },
  text: { color: muted, fontSize: 11 },
  point: { filled: true, size: 26, opacity: 0.6 },
  boxplot: { box: { fill: null, stroke: box }, median: { color: text }, rule: { color: box } },
  range: {
    category: [
      ...["anyscale", "bedrock", "fireworks", "groq"],
      ...["lepton", "perplexity", "replicate", "together"],
    ].map((name) => `var(--tb-${name})`),
  },
};

type Config = Record<string, unknown>;
const isObject = (value: unknown): value is Config =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A specification that has this look by itself, on the page's ground. */
export function themed(spec: object & { config?: Config }): object {
  const config: Config = { ...theme, background: "var(--theme-background)" };
  for (const [key, value] of Object.entries(spec.config ?? {})) {
    const ours = config[key];
    config[key] = isObject(ours) && isObject(value) ? { ...ours, ...value } : value;
  }
  return { ...spec, config };
}
