/** `deno task site` and `deno task dev`: Observable Framework over src/, with the finished pages mended. */
import { Steps } from "../report/steps.ts";
import { makeAhead } from "../site/ahead.ts";
import { judgedOf } from "../site/api/judged.ts";
import { writeApi } from "../site/api/api.ts";
import { writeDownloads } from "../site/downloads.ts";
import { copyEditions } from "../site/editions/copy.ts";
import { buildWithFramework, previewWithFramework } from "../site/framework.ts";
import { mendSite } from "../site/mend.ts";
import { type Fault, type Said, saidText } from "../site/notebooks/said.ts";
import { faultyStatements } from "../site/notebooks/statements.ts";
import { readRoutes } from "../site/outputs.ts";
import { writeSearchPages } from "../site/finished/search_pages.ts";
import { writePresets } from "../site/finished/presets.ts";
import {
  providerPagesTarget,
  providerTemplate,
  writeProviderPages,
} from "../site/finished/provider_pages.ts";
import { runPagesTarget, runTemplate, writeRunPages } from "../site/finished/run_pages.ts";
import { namedFiles, publishedFiles } from "../site/published.ts";
import { editionsPlace, newestEdition } from "../queries/published/editions.ts";
import { publisherPresets } from "../queries/published/presets.ts";
import { ConfigError } from "../plan/config.ts";
import { editionVariable } from "../store/board/edition_shown.ts";
import { publishOnly } from "../store/own_tables.ts";
import { dataFolder } from "../store/views.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { factsOfStore } from "../queries/store_facts.ts";
import { cache, readyCache } from "../site/npm.ts";
import { refuseFaultySettings } from "./publishing/settings.ts";
import { inPlaceOf, siteFolder, whileNoneBuilds } from "./site_place.ts";

/** Builds the site into `dist`, its boards as the newest edition has them; otherwise as `buildSite`. */
export async function buildEdition(end?: AbortSignal): Promise<number> {
  const data = dataFolder();
  const newest = await newestEdition(data);
  if (!newest) {
    throw new ConfigError(editionsPlace(data), [
      "there is no edition in it: deno task publish freezes the boards as one",
    ], "be shown");
  }
  Deno.env.set(editionVariable, `${editionsPlace(data)}/${newest.folder}`);
  return await buildSite(undefined, end);
}

/** Builds the site into `dist`; `end` ends that. Returns the exit status; prints what failed. */
export async function buildSite(dist = siteFolder(), end?: AbortSignal): Promise<number> {
  await refuseFaultySettings(); // said before anything is computed
  await sayLeftOut();
  console.error("Building the site.");
  let wrong: Fault[] = [];
  let advice: Said[] = [];
  let own: string[] = [];
  let left: string[] = [];
  const built = await inPlaceOf(dist, async (folder, signal, beside) => {
    await readyCache();
    const routes = await readRoutes();
    const runPages = routes.output(runPagesTarget)!;
    const providerPages = routes.output(providerPagesTarget)!;
    publishOnly(await namedFiles(routes));
    const computing = new Steps("Computing pages");
    const store = await factsOfStore();
    const faults = await makeAhead(
      { ...routes, pages: [runPages, providerPages, ...routes.pages] },
      store,
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
      // A project may have been left without these pages.
      const paths = routes.paths.includes(providerTemplate)
        ? [...routes.paths, ...await writeProviderPages(folder, providerPages)]
        : routes.paths;
      await mendSite(folder, cache, store.newestMs);
      if (routes.paths.includes(runTemplate)) await writeRunPages(folder, runPages);
      own = await publishedFiles(folder);
      advice = said.filter((one) => "advice" in one);
      wrong = [
        ...said.filter((one): one is Fault => "fault" in one),
        ...await faultyStatements(said),
      ];
      await Deno.rename(beside, `${folder}/downloads`);
      await writeApi(folder, paths, await judgedOf(routes));
      left = await copyEditions(dataFolder(), folder);
      await writeSearchPages(folder, paths);
      await writePresets(folder, await publisherPresets());
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
  for (const one of left) console.error(one);
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
