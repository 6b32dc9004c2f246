/** What a reader takes away from the tables and charts of a notebook's cells. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import * as vegaLite from "vega-lite";
import type { Result } from "../../benchmarks/store/duckdb.ts";
import { assertAnswer, fieldsOf } from "../support/pages/csv_fields.ts";
import { savedBy } from "../support/pages/saved.ts";

/** Path of the file that a button of a line saves. */
export async function savedFile(button: Locator): Promise<string> {
  const file = await savedBy(button);
  assert.match(file.suggestedFilename(), /^tokenboard-[a-z0-9-]+\.[a-z.]+$/);
  return await file.path();
}

/** SQL of a line, null where it has none; where there is one, a link leads to it. */
async function sqlOf(page: Page, line: Locator): Promise<string | null> {
  if (!await line.locator("code.sql").count()) {
    assert.equal(await line.locator("a").count(), 0, "nothing to open");
    return null;
  }
  const sql = await line.locator("code.sql").textContent();
  const { pathname, hash } = new URL((await line.locator("a").getAttribute("href"))!, page.url());
  assert.equal(pathname, "/explore.html");
  assert.equal(new URLSearchParams(hash.slice(1)).get("sql"), sql);
  return sql;
}

/** Colours of a picture: how many there are, and the one in its corner. */
const colors = (bytes: Uint8Array) =>
  `(async () => {
  const blob = new Blob([Uint8Array.from(${JSON.stringify([...bytes])})], { type: "image/png" });
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const all = new Set();
  for (let i = 0; i < data.length; i += 4) all.add(data.slice(i, i + 4).join());
  const ground = document.body.appendChild(document.createElement("i"));
  ground.style.color = "var(--theme-background)";
  const wanted = getComputedStyle(ground).color.match(/\\d+/g).slice(0, 3).join() + ",255";
  ground.remove();
  return { different: all.size, ground: data.slice(0, 4).join(), wanted };
})()`;

async function assertDrawing(page: Page, line: Locator): Promise<void> {
  const svg = await Deno.readTextFile(await savedFile(line.locator("[data-as=svg]")));
  assert.match(svg, /^<svg [^>]*width="\d+" height="\d+"/);
  assert.doesNotMatch(svg, /(?:fill|stroke)[:=]\s*"?(?:var\(|currentColor)|NaN/);
  const parsed = await page.evaluate(`(() => {
    const found = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml");
    return { faults: found.querySelectorAll("parsererror").length,
      marks: found.querySelectorAll("svg svg :is(path, rect, circle)").length };
  })()`) as { faults: number; marks: number };
  assert.equal(parsed.faults, 0);
  assert.ok(parsed.marks > 1, "marks are drawn");
  const png = await Deno.readFile(await savedFile(line.locator("[data-as=png]")));
  assert.deepEqual([...png.slice(1, 4)], [...new TextEncoder().encode("PNG")]);
  const { different, ground, wanted } = await page.evaluate(colors(png)) as {
    different: number;
    ground: string;
    wanted: string;
  };
  assert.equal(ground, wanted, "the page's ground");
  assert.ok(different > 3, "something is drawn on it");
  const vega = line.locator('[data-as="vl.json"]');
  if (!await vega.count()) return;
  const text = await Deno.readTextFile(await savedFile(vega));
  assert.doesNotMatch(text, /var\(/);
  assert.ok(vegaLite.compile(JSON.parse(text)).spec.marks!.length > 0);
}

/**
 * Holds the files of every line of the page against what `ask` answers to the SQL beside them.
 * Returns the SQL of each, null where it has none.
 */
export async function assertFiles(
  page: Page,
  ask: (sql: string) => Promise<Result>,
): Promise<(string | null)[]> {
  const sqls = [];
  for (const line of await page.locator("main .take").all()) {
    const sql = await sqlOf(page, line);
    sqls.push(sql);
    const csv = await Deno.readTextFile(await savedFile(line.locator("[data-as=csv]")));
    if (sql) assert.ok(assertAnswer(csv, await ask(sql)).length > 0);
    else assert.ok(fieldsOf(csv).length > 1, "rows");
    if (await line.locator("[data-as=svg]").count()) await assertDrawing(page, line);
  }
  return sqls;
}
