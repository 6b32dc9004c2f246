/** `print_page.ts BROWSER HTML PDF`: prints a page of this disk, without a window. Exits 1 where it fails. */
const [browser, html, pdf] = Deno.args;
/** A browser that hangs is ended. */
const longestMs = 90_000;

const profile = await Deno.makeTempDir({ prefix: "tokenboard-browser-" });
const printed = `${profile}/page.pdf`;
try {
  const { success } = await new Deno.Command(browser, {
    args: [
      ...["--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check"],
      ...["--disable-background-networking", "--disable-extensions", "--disable-dev-shm-usage"],
      // A browser refuses to shut its pages in where the system's administrator starts it, as in containers. The page
      // is our own, and its policy lets nothing be loaded.
      ...Deno.uid() === 0 ? ["--no-sandbox"] : [],
      `--user-data-dir=${profile}`,
      "--virtual-time-budget=10000", // its figures are drawn by then
      "--no-pdf-header-footer",
      `--print-to-pdf=${printed}`,
      new URL(`file://${await Deno.realPath(html)}`).href,
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(longestMs),
  }).output();
  const text = success ? await Deno.readFile(printed) : new Uint8Array();
  if (new TextDecoder().decode(text.subarray(0, 5)) !== "%PDF-") Deno.exit(1);
  await Deno.writeFile(pdf, text);
} finally {
  await Deno.remove(profile, { recursive: true }).catch(() => {}); // it may still be closing its files
}
