/** A page as it comes to somebody who was never there. */
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { serveFolder } from "../support/pages/browser.ts";

export interface Opened {
  /** Bytes of all answers as they went, and as they are in their files. */
  sent: number;
  raw: number;
  requests: number;
  /** From the start of the navigation to the first contentful paint. */
  paintMs: number;
}

/** What a static host compresses. */
const texts = /\.(html|js|css|json|svg|csv|txt)$/;

/** Opens a page of the site in `dist` and waits until the network is quiet. Throws where it paints nothing. */
export async function openCold(browser: Browser, dist: string, page: string): Promise<Opened> {
  const found = { sent: 0, raw: 0, requests: 0 };
  const site = serveFolder(dist, {
    async answered(answer, path) {
      const raw = new Uint8Array(await answer.arrayBuffer());
      const zipped = texts.test(path) && answer.status === 200;
      const sent = zipped ? gzipSync(raw) : raw;
      found.sent += sent.length;
      found.raw += raw.length;
      found.requests++;
      const headers = new Headers(answer.headers);
      if (zipped) headers.set("content-encoding", "gzip");
      return new Response(sent, { status: answer.status, headers });
    },
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = await context.newPage();
    await tab.goto(site.url + page, { waitUntil: "networkidle", timeout: 120_000 });
    const paintMs = await tab.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    );
    if (paintMs === undefined) throw new Error(`${page} painted nothing`);
    return { ...found, paintMs };
  } finally {
    await context.close();
    await site.close();
  }
}
