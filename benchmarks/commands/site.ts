/** `deno task site` and `deno task dev`: Observable Framework over src/, with the finished pages mended. */
import { Steps } from "../report/steps.ts";
import { makeAhead } from "../site/ahead.ts";
import { judgedOf } from "../site/api/judged.ts";
import { writeApi } from "../site/api/api.ts";
import { writeDownloads } from "../site/downloads.ts";
import { buildWithFramework, previewWithFramework } from "../site/framework.ts";
import { mendSite } from "../site/mend.ts";
import { needNoRegistry } from "../site/no_registry.ts";
import { type Fault, type Said, saidText } from "../site/notebooks/said.ts";
import { faultyStatements } from "../site/notebooks/statements.ts";
import { fillNpmCache } from "../site/npm.ts";
import { readRoutes } from "../site/outputs.ts";
import { runPagesTarget, runTemplate, writeRunPages } from "../site/finished/run_pages.ts";
import { namedFiles, publishedFiles } from "../site/published.ts";
import { providerNames } from "../queries/provider_names.ts";
import { publishOnly } from "../store/own_tables.ts";
import { unmetChoice } from "../store/board/board_choice.ts";
import { readBoard } from "../store/board/board_file.ts";
import { dataFolder, openStore } from "../store/views.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { inPlaceOf, whileNoneBuilds } from "./site_place.ts";

/** Where the framework keeps what it fetched or made. */
const cache = "src/.observablehq/cache";

/** Where the site goes. `TOKENBOARD_DIST` overrides `dist`. */
export const siteFolder = (): string => Deno.env.get("TOKENBOARD_DIST") || "dist";

interface Facts {
  providers: string[];
  simulated: string[];
  requests: number;
}

/** Builds the site into `dist`; `end` ends that. Returns the exit status; prints what failed. */
export async function buildSite(dist = siteFolder(), end?: AbortSignal): Promise<number> {
  await readBoard(dataFolder()); // said before anything is computed
  await sayLeftOut();
  console.error("Building the site.");
  let wrong: Fault[] = [];
  let advice: Said[] = [];
  let own: string[] = [];
  const built = await inPlaceOf(dist, async (folder, signal, beside) => {
    await readyCache();
    const routes = await readRoutes();
    const runPages = routes.output(runPagesTarget)!;
    publishOnly(await namedFiles(routes));
    const computing = new Steps("Computing pages");
    const store = await factsOfStore();
    const faults = await makeAhead(
      { ...routes, pages: [runPages, ...routes.pages] },
      store.requests,
      `${folder}.store`,
      signal,
      ({ target }, made, known) => computing.step(made, known, target),
    );
    computing.end();
    const writing = new Steps("Writing pages");
    const files = new Steps("Writing files to take away");
    let arePages = false;
    // Beside the pages: the framework works on one core. It empties its folder before it writes.
    const downloads = writeDownloads(beside, (...step) => arePages && files.step(...step));
    downloads.catch(() => {}); // said below, when no other process writes any more
    const { ok, output, said } = await buildWithFramework(
      { dist: folder, ...store, faults },
      signal,
      (done, page) => writing.step(done, 2 * routes.paths.length, page),
    );
    writing.end();
    arePages = true;
    await downloads;
    files.end();
    if (ok) {
      await mendSite(folder, cache);
      // A project may have been left without that page.
      if (routes.paths.includes(runTemplate)) await writeRunPages(folder, runPages);
      own = await publishedFiles(folder);
      advice = said.filter((one) => "advice" in one);
      wrong = [
        ...said.filter((one): one is Fault => "fault" in one),
        ...await faultyStatements(said),
      ];
      await Deno.rename(beside, `${folder}/downloads`);
      await writeApi(folder, routes.paths, await judgedOf(routes));
    } else console.error(output);
    return ok;
  }, { end });
  console.error(
    built
      ? `The site is built: ${dist}/index.html`
      : "The site was not built: a loader or a page failed, see above. One that was there before stays.",
  );
  if (built && own.length) {
    console.error(`Published with it, as pages name them, are files of yours: ${own.join(", ")}`);
  }
  for (const one of [...advice, ...wrong]) console.error(saidText(one));
  if (wrong.length) console.error("The pages show these errors at their cells.");
  return built && !wrong.length ? 0 : 1;
}

/** Serves the site live until interrupted. */
export async function previewSite(port: string | undefined): Promise<number> {
  await whileNoneBuilds(readyCache);
  const args = port ? ["--port", port] : [];
  return await previewWithFramework({ dist: "dist", ...await factsOfStore() }, args);
}

// The framework reuses a loader's output whatever the loader reads has become since, and asks a registry.
async function readyCache(): Promise<void> {
  await fillNpmCache(cache);
  await needNoRegistry(cache);
  for await (const { name } of Deno.readDir(cache)) {
    // Packages begin with "_".
    if (/^_|\.lock$/.test(name)) continue;
    await Deno.remove(`${cache}/${name}`, { recursive: true });
  }
}

/** Whom the pages name, and of how many rows they tell; none where the store cannot be read: its loader says why. */
async function factsOfStore(): Promise<Facts> {
  const none = { providers: [], simulated: [], requests: 0 };
  const db = await openStore().catch(() => null);
  if (!db) return none;
  try {
    const { rows: [{ n }] } = await db.query("SELECT count(*)::DOUBLE AS n FROM requests");
    const { rows } = await db.query("SELECT DISTINCT provider FROM requests WHERE simulated");
    const simulated = new Set(rows.map(({ provider }) => provider));
    const providers = await providerNames(db);
    for (const what of await unmetChoice(db, await readBoard(dataFolder()))) {
      console.error(`${dataFolder()}/board.jsonc names what no run has: ${what}.`);
    }
    return {
      providers,
      simulated: providers.filter((name) => simulated.has(name)),
      requests: Number(n),
    };
  } catch {
    return none;
  } finally {
    db.close();
  }
}
