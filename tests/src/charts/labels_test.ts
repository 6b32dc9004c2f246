/** Names of points: beside them, and none over another. */
import assert from "node:assert/strict";
import { placed } from "../../../src/charts/points/labels.ts";

Deno.test("placed() puts a name to the side that is free, and leaves one out for which there is none", () => {
  const at = (name: string, x: number, y: number) => ({ name, x, y });
  const sides = (points: Parameters<typeof placed>[0], width = 400) =>
    placed(points, width).map(({ name, align, dy }) =>
      `${name} ${align} ${dy < 0 ? "up" : "down"}`
    );
  assert.deepEqual(sides([at("alone", 100, 100)]), ["alone left up"]);
  assert.deepEqual(sides([at("edge", 395, 100)]), ["edge right up"]);
  assert.deepEqual(sides([at("first", 100, 100), at("second", 130, 92)]), [
    "first left down",
    "second left up",
  ]);
  const crowd = Array.from({ length: 6 }, (_, i) => at(`number ${i}`, 200 + i, 100));
  assert.equal(sides(crowd).length, 4);
  assert.deepEqual(sides([at("wider than the drawing", 50, 50)], 100), []);
});
