/**
 * What a site costs by the rows of its store: `deno task bench:site [--rows 3000,100000] [--rounds N]`; 3,000, 100,000
 * and 1,000,000 rows, and each page opened three times, where nothing is said.
 *
 * Runs have 3,000 requests to 19 systems, an hour apart. A page is opened in a browser that knows nothing of the site,
 * from a host on this machine that compresses texts with gzip: kilobytes are what its answers hold, without their
 * headers. First paint is the browser's own first contentful paint; on a busy machine its ratio to that of the same
 * page over the fewest rows says more than its milliseconds, so the sites take turns.
 */
import { openBrowser } from "../support/pages/browser.ts";
import { median, print, printTable, roundsAsked } from "./rounds.ts";
import { buildOver, type BuiltSite, pagesOf } from "./site_build.ts";
import { openCold, type Opened } from "./site_pages.ts";

const sizes = rowsAsked();
const rounds = roundsAsked(3);
const folder = await Deno.makeTempDir({ prefix: "tokenboard-bench-site-" });
try {
  const sites: BuiltSite[] = [];
  for (const rows of sizes) sites.push(await buildOver(`${folder}/${rows}`, rows));
  const builds = sites.map(({ rows, runs, wallS, cpuS, bytes }) => ({
    ...{ rows: rows.toLocaleString("en-US"), runs: String(runs) },
    ...{ build_s: wallS, build_cpu_s: cpuS, site_mb: bytes / 1e6 },
  }));
  printTable("Building the site", builds);
  const pages = await openPages(sites);
  const columns = pages.map((page) => ({
    ...page,
    ...{ rows: page.rows.toLocaleString("en-US"), requests: String(page.requests) },
  }));
  print(
    `Opening its pages (medians of ${rounds} rounds, also of the ratios)`,
    columns,
    { bench: "site", rounds, builds, pages },
  );
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** Every page of the smallest site, opened in each of them in turn. */
async function openPages(sites: BuiltSite[]) {
  const browser = await openBrowser();
  const found = [];
  try {
    for (const page of await pagesOf(sites[0].dist)) {
      const opened: Opened[][] = sites.map(() => []);
      for (let round = 0; round < rounds; round++) {
        for (const [i, site] of sites.entries()) {
          opened[i].push(await openCold(browser, site.dist, page));
        }
      }
      for (const [i, { rows }] of sites.entries()) {
        const of = (name: keyof Opened) => median(opened[i].map((one) => one[name]));
        found.push({
          ...{ page, rows, transferred_kb: of("sent") / 1000, raw_kb: of("raw") / 1000 },
          ...{ requests: of("requests"), first_paint_ms: of("paintMs") },
          to_fewest_rows: median(opened[i].map((one, n) => one.paintMs / opened[0][n].paintMs)),
        });
      }
    }
  } finally {
    await browser.close();
  }
  return found;
}

function rowsAsked(): number[] {
  const at = Deno.args.indexOf("--rows");
  const rows = (at < 0 ? "3000,100000,1000000" : Deno.args[at + 1] ?? "").split(",").map(Number);
  if (!rows.every((n) => Number.isInteger(n) && n > 0)) {
    throw new Error("--rows needs whole numbers, such as 3000,100000");
  }
  return rows.sort((a, b) => a - b);
}
