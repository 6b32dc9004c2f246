import assert from "node:assert/strict";
import { compactDots, shareDrawings } from "../../src/charts/compact.ts";
import { renderSpec } from "../../src/components/vega.ts";

Deno.test("renderSpec() leaves out control characters, which no XML may hold", async () => {
  const values = [{ x: 1, name: "\u001b[31mred\b and\u0000 \u0085more" }];
  const svg = await renderSpec({
    data: { values },
    mark: "text",
    encoding: { text: { field: "name", type: "nominal" } },
  });
  assert.match(svg, />\[31mred and more</);
});

Deno.test("compactDots() keeps every dot at its place, with its size and colour, and all else as it is", async () => {
  const values = [3, 1, 4, 1, 5, 9, 2.6535].map((y, x) => ({ x, y, kind: x % 2 ? "a" : "b" }));
  const encoding = { x: { field: "x" }, y: { field: "y", type: "quantitative" } };
  const mark = { type: "point", filled: true, size: 16, opacity: 0.5 };
  const drawn = async (encoding: object) =>
    (await renderSpec({ data: { values }, mark, encoding }))
      .replace(/ (?:aria-[a-z]+|role)="[^"]*"/g, "");
  const places = (svg: string, of: RegExp) =>
    [...svg.matchAll(of)].map(([, x, y]) => [x, y].map((at) => Math.round(Number(at) * 100)));
  const plain = await drawn(encoding);
  const dots = compactDots(plain);
  const before = places(plain, /translate\(([\d.]+),([\d.]+)\)" d="M2,0A/g);
  assert.equal(before.length, values.length);
  assert.deepEqual(places(dots, /<path d="M([\d.]+),([\d.]+)h0"\/>/g), before);
  assert.match(
    dots,
    /stroke="#4c78a8" stroke-opacity="0.5" stroke-width="4" stroke-linecap="round"/,
  );
  const rest = (svg: string) => svg.replace(/<g class="mark-symbol.*?<\/g>/s, "");
  assert.equal(rest(dots), rest(plain));
  const colored = await drawn({ ...encoding, color: { field: "kind" } });
  assert.equal(compactDots(colored), colored, "dots of several colours");
});

Deno.test("shareDrawings() keeps what stands in several parts once, and every drawing where it was", () => {
  const svg = (inner: string) => `<svg class="marks" width="9">${inner}</svg>`;
  const long = `<path d="${"M1,2h0".repeat(40)}"/>`;
  const [alone, few, words] = [
    long.replace("M1", "M9"),
    `<path d="M1,2"/>`,
    `${long}<text>x</text>`,
  ];
  const parts = [long, few, words].map(svg).join("<p>");
  const { parts: [first, second], shared } = shareDrawings([parts, parts + svg(alone)], "d");
  assert.equal(first, [`<use href="#d-0"/>`, few, words].map(svg).join("<p>"));
  assert.equal(second, first + svg(alone));
  assert.equal(
    shared,
    `<svg style="display:none" aria-hidden="true"><defs><g id="d-0">${long}</g></defs></svg>`,
  );
  assert.deepEqual(shareDrawings([svg(long), svg(alone)], "d"), {
    parts: [svg(long), svg(alone)],
    shared: "",
  });
});
