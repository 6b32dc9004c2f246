/** `print_page.ts BROWSER HTML PDF`: prints a page of this disk, without a window. Exits 1 where it fails. */
import { addressOf, withPage } from "./devtools.ts";

const [browser, html, pdf] = Deno.args;
/** A browser that hangs is ended. */
const longestMs = 120_000;
/** Until its figures are drawn at the width of the window, where it has some, and its fonts are there. */
const ready = `new Promise((done) => {
  const look = () => document.readyState === "complete" &&
    (!document.querySelector("#figures") || document.querySelector("#figures[data-ready]"))
      ? document.fonts.ready.then(() => done(true)) : setTimeout(look, 50);
  look();
  setTimeout(() => done(false), 30000);
})`;

const profile = await Deno.makeTempDir({ prefix: "tokenboard-browser-" });
const child = new Deno.Command(browser, {
  args: [
    ...["--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check"],
    ...["--disable-background-networking", "--disable-extensions", "--disable-dev-shm-usage"],
    // A browser refuses to shut its pages in where the system's administrator starts it, as in containers. The page
    // is our own, and its policy lets nothing be loaded.
    ...Deno.uid() === 0 ? ["--no-sandbox"] : [],
    `--user-data-dir=${profile}`,
    "--remote-debugging-port=0", // on loopback, at a port that is free
    "about:blank",
  ],
  stdin: "null",
  stdout: "null",
  stderr: "piped",
}).spawn();
const deadline = setTimeout(() => child.kill("SIGKILL"), longestMs);
let printed = false;
try {
  const url = new URL(`file://${await Deno.realPath(html)}`).href;
  const data = await withPage(await addressOf(child.stderr), async (ask) => {
    await ask("Page.enable");
    await ask("Page.navigate", { url });
    await ask("Runtime.evaluate", { expression: ready, awaitPromise: true });
    const options = { preferCSSPageSize: true, printBackground: true };
    return (await ask("Page.printToPDF", options)).data as string;
  });
  await Deno.writeFile(pdf, Uint8Array.fromBase64(data));
  printed = true;
} catch (error) {
  console.error((error as Error).message);
} finally {
  clearTimeout(deadline);
  try {
    child.kill("SIGKILL"); // its profile goes, too
  } catch { /* it has ended */ }
  await child.status;
  await Deno.remove(profile, { recursive: true }).catch(() => {}); // a child of it may still write there
}
Deno.exit(printed ? 0 : 1);
