/** A real browser for tests, and the built site on loopback. */
import type { Browser, Page } from "playwright-core";

/** The system's Chromium or Chrome, else the one that an npm package carries (Linux x64). Throws where there is none. */
export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  for (const path of ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]) {
    if (await Deno.stat(path).then((s) => s.isFile, () => false)) {
      return await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
    }
  }
  // The package unpacks its own libraries only where it believes to be in this environment.
  Deno.env.set("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs22.x");
  const { default: packaged } = await import("@sparticuz/chromium");
  return await chromium.launch({
    executablePath: await packaged.executablePath(),
    args: ["--no-sandbox"],
  });
}

const types: Record<string, string> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
};

/** Serves a folder on loopback; `/name` is `name.html`. */
export function serveFolder(folder: string): { url: string; close(): Promise<void> } {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const path = decodeURIComponent(new URL(request.url).pathname).replace(/\/$/, "/index");
    for (const candidate of [path, `${path}.html`]) {
      const body = await Deno.readFile(folder + candidate).catch(() => null);
      if (body) {
        return new Response(body, {
          headers: {
            "content-type": types[candidate.split(".").pop()!] ?? "application/octet-stream",
          },
        });
      }
    }
    return new Response("not found", { status: 404 });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
}

/** Opens a page; `faults` fills with console errors, exceptions, failed requests and requests to any other host. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { width?: number; colorScheme?: "light" | "dark"; javaScriptEnabled?: boolean } = {},
): Promise<{ page: Page; faults: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.colorScheme ?? "light",
    javaScriptEnabled: options.javaScriptEnabled ?? true,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on(
    "console",
    (message) => message.type() === "error" && faults.push(`console: ${message.text()}`),
  );
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on(
    "response",
    (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`),
  );
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(new URL(url).origin) && !/^(data|blob):/.test(to)) {
      faults.push(`other host: ${to}`);
    }
  });
  await page.goto(url, { waitUntil: "networkidle" });
  return { page, faults, close: () => context.close() };
}
