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
