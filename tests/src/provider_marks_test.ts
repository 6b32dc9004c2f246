import assert from "node:assert/strict";
import { dashOf, pointOf } from "../../src/charts/mark.ts";
import { markOf, placing, providerMark } from "../../src/components/provider_marks.ts";

const looks = (provider: string) => JSON.stringify(markOf(provider));

Deno.test("markOf() binds the eight colours by name, as dots, and eight more names as squares", () => {
  // LOOK's table of colours; a host's name is its brand's.
  for (const name of ["anyscale", "bedrock", "fireworks", "groq", "lepton", "perplexity"]) {
    const { shape, color } = markOf(name);
    assert.deepEqual([shape, color], ["circle", `var(--tb-${name})`]);
  }
  assert.equal(looks("groq.com"), looks("groq"));
  assert.deepEqual(markOf("openai"), {
    shape: "square",
    color: "var(--tb-openai)",
    core: null,
    hollow: false,
  });
});

Deno.test("markOf() tells any number of unknown providers apart, and from the known ones", () => {
  const names = Array.from({ length: 384 }, (_, i) => `host-${i}:8000`);
  const marks = names.map((name) => looks(name));
  assert.equal(new Set(marks).size, 384);
  for (const name of names) {
    assert.ok(
      !["circle", "square"].includes(markOf(name).shape),
      `${name} is drawn as a known one`,
    );
  }
  assert.deepEqual(names.map((name) => looks(name)), marks, "a name keeps its mark");
});

Deno.test("markOf() draws the first 48 in one colour each, the later ones with a core of another", () => {
  const known = Array.from({ length: 384 }, (_, i) => markOf(`host-${i}:8000`));
  assert.ok(known.slice(0, 48).every((m) => m.core === null));
  assert.ok(known.slice(48).every((m) => m.core !== null && m.core !== m.color));
});

Deno.test("markOf() draws simulated systems hollow, in the one colour of what is simulated", () => {
  const marks = ["sim-groq", "sim-anyscale", "sim-fireworks"].map((name) => markOf(name));
  for (const mark of marks) {
    assert.equal(mark.color, "var(--tb-simulated)");
    assert.ok(mark.hollow);
  }
  assert.equal(new Set(marks.map((m) => m.shape)).size, 3);
  assert.ok(markOf("groq", true).hollow, "a real name that a simulator answered for");
  assert.match(providerMark("sim-groq"), /class="dot hollow"/);
});

Deno.test("16 simulated systems have 16 marks: the later eight are filled", () => {
  // Another test of this file gave the first four their marks.
  const more = Array.from({ length: 12 }, (_, i) => `sim-${i}`);
  const names = ["groq", "sim-groq", "sim-anyscale", "sim-fireworks", ...more];
  const marks = names.map((name) => markOf(name, true));
  const html = new Set(names.map((name) => providerMark(name, true)));
  assert.deepEqual([html.size, new Set(marks.map((m) => JSON.stringify(pointOf(m, 9)))).size], [
    16,
    16,
  ]);
  assert.ok(marks.every((m) => m.hollow && m.color === "var(--tb-simulated)"));
});

Deno.test("placing() gives a name the same place whoever comes after it", () => {
  const few = placing(48), many = placing(48);
  const first = ["alpha", "beta", "gamma"];
  const places = first.map((name) => few(name));
  assert.deepEqual(first.map((name) => many(name)), places);
  for (let i = 0; i < 100; i++) many(`newcomer ${i}`);
  assert.deepEqual(first.map((name) => many(name)), places);
});

Deno.test("dashOf() tells curves of one colour apart", () => {
  const shapes = ["circle", "square", "diamond", "triangle-up", "triangle-down", "cross"] as const;
  const dashes = shapes.map((shape) => dashOf({ ...markOf("groq"), shape }).join());
  assert.equal(new Set(dashes).size, shapes.length);
});
