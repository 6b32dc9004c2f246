/** Page `/runs/RUN` of the live site, and the page that a build makes those of all runs from. */
import { parseArgs } from "node:util";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { runPages } from "@/benchmarks/queries/runs/run_pages.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "../components/provider_marks.js";
import { noRunMarkdown, runMarkdown } from "../run_pages/run_page.js";

const { values } = parseArgs({ options: { run: { type: "string" } } });
const db = await openStore();
markInOrder(await providerNames(db));
const [page] = await runPages(db, values.run!);
db.close();
console.log(page ? await runMarkdown(page) : noRunMarkdown());
