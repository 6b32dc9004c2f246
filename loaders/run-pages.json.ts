/** The pages of all runs, which a build puts into the page that it has for one. */
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { runPages } from "@/benchmarks/queries/runs/run_pages.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import { runHtml, runTitle } from "@/src/run_pages/run_page.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const pages = await runPages(db);
db.close();
const finished = await Promise.all(pages.map(async (page) => ({
  run_id: page.run.run_id,
  title: runTitle(page),
  html: await runHtml(page),
})));
console.log(JSON.stringify(finished));
