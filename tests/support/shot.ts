process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
const { chromium: pw } = await import("playwright-core");
const dist = Deno.args[0], out = Deno.args[1], pages = Deno.args.slice(2);
const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (req) => {
  let p = decodeURIComponent(new URL(req.url).pathname);
  if (p.endsWith("/")) p += "index";
  for (const c of [p, p + ".html"]) {
    try {
      const f = await Deno.readFile(dist + c);
      const e = c.split(".").pop()!;
      return new Response(f, {
        headers: {
          "content-type": ({
            html: "text/html",
            js: "text/javascript",
            css: "text/css",
            woff2: "font/woff2",
            svg: "image/svg+xml",
          } as any)[e] ?? "application/octet-stream",
        },
      });
    } catch {}
  }
  return new Response("no", { status: 404 });
});
const url = `http://127.0.0.1:${(server.addr as any).port}`;
const b = await pw.launch({
  executablePath: await chromium.executablePath(),
  args: ["--no-sandbox"],
});
for (const p of pages) {
  for (const [w, s] of [[1280, "light"], [390, "light"], [1280, "dark"]] as const) {
    const c = await b.newContext({ viewport: { width: w, height: 900 }, colorScheme: s as any });
    const page = await c.newPage();
    page.on("console", (m) => {
      if (m.type() === "error") {
        console.log(p, w, "console", m.text());
      }
    });
    page.on("pageerror", (e) => console.log(p, w, "pageerror", e.message));
    page.on("requestfailed", (r) => console.log("failed", r.url()));
    page.on("request", (r) => {
      if (
        !r.url().startsWith(url) && !r.url().startsWith("data:") && !r.url().startsWith("blob:")
      ) console.log("FOREIGN", r.url());
    });
    await page.goto(url + "/" + p, { waitUntil: "networkidle" });
    await page.waitForTimeout(800);
    console.log(
      p,
      w,
      s,
      "scrollW",
      await page.evaluate(() => document.documentElement.scrollWidth),
      "errs",
      await page.evaluate(() => document.querySelectorAll(".observablehq--error").length),
      await page.evaluate(() =>
        [...document.querySelectorAll(".observablehq--error")].map((e) => e.textContent).join("|")
      ),
    );
    await page.screenshot({
      path: `${out}/${(p.split("?")[0] || "index")}-${w}-${s}.png`,
      fullPage: true,
    });
    await c.close();
  }
}
await b.close();
await server.shutdown();
