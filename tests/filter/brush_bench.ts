/**
 * How fast page /filter follows a brush over a million requests: `deno task bench:filter [SITE]`, where SITE is the
 * folder of a built site or the address of a live one.
 *
 * Without one it builds a site over a store of its own, which takes minutes. Prints milliseconds, and the same as one
 * line of JSON; exits 1 where a movement took 200 ms or more.
 */
import { buildSite } from "../../benchmarks/commands/site.ts";
import { openBrowser, openPage, serveFolder } from "../support/pages/browser.ts";
import { writeLargeStore } from "../support/stores/large_store.ts";
import { brushEach, type Brushed, type Movement } from "./brushes.ts";

const most = 200;
const rows = 1_100_000;
const dimensions = ["ttft", "decode", "hour"];

async function makeSite(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-filter-" });
  await writeLargeStore(`${folder}/data`, rows);
  Deno.env.set("TOKENBOARD_DATA", `${folder}/data`);
  if (await buildSite(`${folder}/dist`)) throw new Error("The site was not built, see above.");
  return `${folder}/dist`;
}

const [given] = Deno.args;
const isLive = /^http:/.test(given ?? "");
const folder = isLive ? null : given ?? await makeSite();
const site = folder ? serveFolder(folder) : null;
const browser = await openBrowser();
const began = performance.now();
const { page, faults } = await openPage(browser, `${site?.url ?? given}/filter`);
await page.waitForSelector("#filter[data-ready]", { timeout: 600_000 });
const load = performance.now() - began;
const requests = await page.locator(".sum .n").innerText();
await page.waitForSelector("#filter[data-ahead]", { timeout: 120_000 });
const calm = await brushEach(page, dimensions, 250, [0.2, 0.88]);
await page.locator(".clear").click();
await page.waitForTimeout(1500);
// Other ranges: an answer that was given before is kept.
const hurried = await brushEach(page, dimensions, 0, [0.93, 0.07]);
await browser.close();
await site?.close();
if (!given) await Deno.remove(folder!.replace(/\/dist$/, ""), { recursive: true });

const ms = (value: number) => value.toFixed(0).padStart(9);
const spread = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)!];
};
const shown = ({ moved }: Brushed) => spread(moved.map((movement) => movement.shown));
function print(title: string, all: Brushed[]): void {
  console.log(`\n${title}\nbrush      pressed   median      max   movements`);
  for (const one of all) {
    const times = [one.pressed.shown, ...shown(one)].map(ms).join("");
    console.log(`${one.dimension.padEnd(9)}${times}${String(one.moved.length).padStart(12)}`);
  }
}
function printViews(all: Movement[]): void {
  const views = new Set(all.flatMap(({ views }) => Object.keys(views)));
  console.log("\nTo each view's last change, all movements:\nview         median      max");
  for (const view of views) {
    const times = all.flatMap(({ views }) => view in views ? [views[view]] : []);
    console.log(`${view.padEnd(10)}${spread(times).map(ms).join("")}`);
  }
}
console.log(
  `${requests} requests, read in ${
    (load / 1000).toFixed(1)
  } s. Milliseconds from the pointer's event to the frame that shows all views and the table:`,
);
print("The pointer comes 250 ms before it is pressed", calm);
print("It is pressed as it comes", hurried);
const movements = [...calm, ...hurried].flatMap(({ pressed, moved }) => [pressed, ...moved]);
printViews(movements);
const times = spread(movements.map((movement) => movement.shown));
console.log(
  `\nAll ${movements.length} movements: median ${ms(times[0]).trim()} ms, most ${
    ms(times[1]).trim()
  } ms.`,
);
console.log(JSON.stringify({ requests, load_ms: load, calm, hurried, faults }));
Deno.exit(faults.length || times[1] >= most ? 1 : 0);
