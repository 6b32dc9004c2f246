/** Controls of a page as a reader uses them, one option at a time; a page says in `data-ready` that it has drawn. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** One thing to do to a control. */
export interface Option {
  name: string;
  value: string;
  kind: "radio" | "select" | "checkbox" | "number";
}

/** Number of the drawing that stands on the page. */
const drawing = (page: Page, root: string) => page.locator(root).getAttribute("data-ready");

/** Does something that makes the page draw, and waits until it has. */
export async function redrawn(page: Page, root: string, act: () => Promise<unknown>) {
  const old = await drawing(page, root);
  await act();
  await page.waitForFunction(
    `document.querySelector(${JSON.stringify(root)})?.dataset.ready > ${Number(old)}`,
  );
}

/** Gives a page another width, and waits until what follows it is drawn for it. */
export async function resized(page: Page, width: number): Promise<void> {
  const look = `[...document.querySelectorAll("main > [data-ready]")]
    .map((root) => ({ id: root.id, ready: Number(root.dataset.ready), width: root.clientWidth }))`;
  type Root = { id: string; ready: number; width: number };
  const before = await page.evaluate(look) as Root[];
  await page.setViewportSize({ width, height: page.viewportSize()!.height });
  const after = await page.evaluate(look) as Root[];
  // What has nothing to draw is numbered 0, and a scroll bar's width is followed by nobody.
  const follow = before.filter((root, i) =>
    root.ready > 0 && Math.abs(root.width - after[i].width) >= 8
  );
  await page.waitForFunction(
    `${
      JSON.stringify(follow)
    }.every(({ id, ready }) => document.getElementById(id).dataset.ready > ready)`,
  );
}

/** Opens what stands behind "Filter" and "Select". */
export const unfold = (page: Page, root: string): Promise<void> =>
  page.locator(`${root} details.more`).evaluateAll((all) =>
    (all as HTMLDetailsElement[]).forEach((fold) => fold.open = true)
  );

/**
 * Every option of every named control that is shown under `root`, except those that stand already.
 * `numbers` says what to type into number fields.
 */
export async function optionsOf(
  page: Page,
  root: string,
  numbers: Record<string, string>,
): Promise<Option[]> {
  await unfold(page, root);
  const found = await page.locator(`${root} :is(input, select)[name]`).evaluateAll((all) =>
    (all as (HTMLInputElement | HTMLSelectElement)[]).filter((e) => e.checkVisibility()).flatMap(
      (e): { name: string; value: string; kind: string }[] => {
        if (e instanceof HTMLSelectElement) {
          // Of a long list, such as a hundred models, eight are enough.
          const every = e.options.length > 15 ? Math.ceil(e.options.length / 8) : 1;
          return [...e.options].filter((o, i) => !o.selected && !o.disabled && i % every === 0).map(
            (o) => ({
              name: e.name,
              value: o.value,
              kind: "select",
            }),
          );
        }
        if (e.type === "checkbox") {
          return [{ name: e.name, value: e.value, kind: "checkbox" }];
        }
        if (e.type === "radio") {
          return e.checked ? [] : [{ name: e.name, value: e.value, kind: "radio" }];
        }
        return [{ name: e.name, value: "", kind: "number" }];
      },
    )
  );
  return (found as Option[]).map((o) =>
    o.kind === "number" ? { ...o, value: numbers[o.name] ?? "" } : o
  );
}

/** Uses one option and waits for the drawing. */
export async function use(page: Page, root: string, { name, value, kind }: Option): Promise<void> {
  const form = page.locator(root);
  await unfold(page, root);
  const input = `[name=${name}]`;
  await redrawn(page, root, async () => {
    if (kind === "select") await form.locator(`select${input}`).selectOption(value);
    else if (kind === "number") {
      await form.locator(input).fill(value);
      await form.locator(input).press("Tab");
    } else {
      // A box without a value of its own says "on".
      const one = page.locator(value === "on" ? input : `${input}[value=${JSON.stringify(value)}]`);
      await form.locator("label").filter({ has: one }).click();
    }
  });
}

/** The state that the page's address carries, over `defaults`. */
export function stateOf(page: Page, defaults: Record<string, string>): Record<string, string> {
  return { ...defaults, ...Object.fromEntries(new URL(page.url()).searchParams) };
}

/** Loads the page's address anew: it must show what it showed. */
export async function assertReloads(page: Page, root: string): Promise<void> {
  const shown = () => page.locator(root).innerText();
  const was = await shown();
  assert.match(page.url(), /\?./);
  await page.reload();
  await page.waitForSelector(`${root}[data-ready]`);
  assert.equal(await shown(), was);
}
