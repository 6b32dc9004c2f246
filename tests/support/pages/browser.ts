/** A real browser for tests, and pages of which every fault is kept. */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import type { Browser, Page } from "playwright-core";
import { browsersHere as systemBrowsers } from "../../../benchmarks/processes/browsers.ts";
export { serveFolder } from "./serve_folder.ts";
export { systemBrowsers };

/** The Chromium an npm package carries; it runs on Linux x64 only. */
export async function packagedBrowser(): Promise<string[]> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") return [];
  // The package reads this when it is imported, and only then unpacks the libraries Chromium needs.
  Deno.env.set("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs22.x");
  const { default: chromium } = await import("@sparticuz/chromium");
  // It is unpacked into one place for all, and taken for whole as soon as it begins to be there.
  const turn = await Deno.open(`${tmpdir()}/tokenboard-browser.lock`, {
    create: true,
    write: true,
  });
  try {
    await turn.lock(true);
    return [await chromium.executablePath()];
  } finally {
    turn.close();
  }
}

/** How long a page may take for what is waited for: on a machine that is busy all of it takes many times as long. */
export const patienceMs = 5 * 60_000;

/** Every tab of a browser waits as long as that, whoever opens it. */
function withPatience(browser: Browser): Browser {
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.setDefaultTimeout(patienceMs);
    return context;
  };
  return browser;
}

/**
 * Starts a browser: the system's if one starts, else the packaged one.
 *
 * @throws where none starts, with what each said: a missing browser is a failure, never a skipped test.
 */
export async function openBrowser(
  finders: (() => Promise<string[]>)[] = [systemBrowsers, packagedBrowser],
): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const said: string[] = [];
  for (const find of finders) {
    for (const executablePath of await find()) {
      try {
        // Not the package's own `args`: they hold --single-process, with which pages hang.
        // Requests to other hosts meet a closed port. A route would stop them too, and every cache with them.
        const proxy = { server: "http://127.0.0.1:9", bypass: "127.0.0.1,localhost,[::1]" };
        const args = ["--no-sandbox"];
        return withPatience(
          await chromium.launch({ executablePath, proxy, args, timeout: patienceMs }),
        );
      } catch (error) {
        said.push(`${executablePath}: ${(error as Error).message.split("\n")[0]}`);
      }
    }
  }
  throw new Error(
    `No browser starts here. Install Chromium or Chrome, so that it is on the PATH. ${
      said.join("; ")
    }`,
  );
}

export interface PageOptions {
  /** CSS pixels; 1280 by default. */
  width?: number;
  /** CSS pixels; 900 by default. */
  height?: number;
  colorScheme?: "light" | "dark";
  javaScriptEnabled?: boolean;
  /** Where the page's clock stands still, ISO 8601; it goes as ours by default. Timers go on. */
  now?: string;
}

/** Says of every picture that comes without a name: what axe finds only if it looks at that moment. */
const namelessPictures = `{
  const name = ["aria-label", "aria-labelledby", "title", "alt"];
  const check = (node) => {
    for (const picture of [node, ...node.querySelectorAll?.("[role=img]") ?? []]) {
      const is = picture.getAttribute?.("role") === "img" && picture.isConnected;
      if (is && !name.some((of) => picture.getAttribute(of)) && !picture.querySelector("title")) {
        console.error("a picture without a name: " + picture.outerHTML.slice(0, 200));
      }
    }
  };
  new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach(check)))
    .observe(document, { childList: true, subtree: true });
}`;

/** Tabs that wait for a browser's next page: what one has loaded and compiled is not loaded and compiled again. */
const waiting = new WeakMap<Browser, Page[]>();

/** A tab of which nothing is left of the page before, in a context of its own where none waits. */
async function openTab(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const tab = javaScriptEnabled && waiting.get(browser)?.pop();
  if (tab) return tab;
  const context = await browser.newContext({ javaScriptEnabled });
  await context.addInitScript(namelessPictures);
  return context.newPage();
}

/** Keeps a tab for the next page where it can be as a new one. */
async function leaveTab(browser: Browser, tab: Page, again: boolean): Promise<void> {
  tab.removeAllListeners();
  if (!again || tab.isClosed()) return tab.context().close();
  await tab.evaluate("localStorage.clear(), sessionStorage.clear()").catch(() => {});
  await tab.mouse.move(0, 0);
  await tab.emulateMedia({ media: null });
  await tab.goto("about:blank");
  waiting.set(browser, [...waiting.get(browser) ?? [], tab]);
}

/** What scripts draw on our pages: each is numbered when it is drawn, and again after each choice. */
const drawn = [
  "board",
  "compare",
  "cost",
  "distributions",
  "figures",
  "filter",
  "history",
  "leaderboard",
]
  .concat([
    "load",
    "outliers",
    "reliability",
    "requests",
    "runs",
    "search",
    "sessions",
    "shards",
    "time",
  ])
  .map((id) => `#${id}`).join();

/** Waits until everything on a page of ours is drawn for the first time, or a cell of it has failed. */
export const untilDrawn = (page: Page): Promise<unknown> =>
  page.waitForFunction(`document.querySelector(".observablehq--error") !== null ||
    (document.querySelector("main observablehq-loading") === null &&
      [...document.querySelectorAll("main > div:is(${drawn})")].every((e) => "ready" in e.dataset))`);

/**
 * Opens a page and waits until the network is quiet and the page is drawn. Its tab may have shown others before;
 * nothing of them is left.
 *
 * @returns the page and `faults`, which goes on filling until `close`: console errors, exceptions nothing caught,
 * failed requests, answers of 400 and more, pictures without a name, and requests to any other host (which reach none).
 * `done` closes the page, and throws where there was such a fault.
 */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 900, colorScheme = "light", javaScriptEnabled = true, now }:
    PageOptions = {},
): Promise<{ page: Page; faults: string[]; close(): Promise<void>; done(): Promise<void> }> {
  const page = await openTab(browser, javaScriptEnabled);
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  if (now) await page.clock.setFixedTime(now);
  const faults: string[] = [];
  const { host } = new URL(url);
  const elsewhere = (to: URL) => /^(https?|wss?):$/.test(to.protocol) && to.host !== host;

  page.on("console", (m) => m.type() === "error" && faults.push(`console: ${m.text()}`));
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (r) => elsewhere(new URL(r.url())) && faults.push(`other host: ${r.url()}`));
  page.on(
    "websocket",
    (socket) => elsewhere(new URL(socket.url())) && faults.push(`other host: ${socket.url()}`),
  );
  page.on("response", (r) => r.status() >= 400 && faults.push(`${r.status()} ${r.url()}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A click that leads away ends what was under way with ERR_ABORTED; that is nobody's fault.
    if (why !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${why}`);
  });
  // A browser remembers of a tab that it saved files, and asks before it saves more.
  let again = javaScriptEnabled && !now;
  page.on("download", () => again = false);
  await page.goto(url, { waitUntil: "networkidle" });
  if (javaScriptEnabled) await untilDrawn(page);
  const close = () => leaveTab(browser, page, again);
  const done = () => {
    assert.deepEqual(faults, []);
    return close();
  };
  return { page, faults, close, done };
}
