/** Page `/editions/`: the editions of the store, and what each changed. */
import { changesOf, sizeWords } from "@/benchmarks/queries/published/changes.ts";
import { readEditions } from "@/benchmarks/queries/published/editions.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { dataFolder } from "@/benchmarks/store/views.ts";
import { editionsHtml, kickerHtml } from "@/src/editions/editions_html.ts";

const { editions } = await readEditions(dataFolder());
const told = editions.map(({ folder, edition }, i) => ({
  folder,
  number: edition.number,
  date: edition.date,
  note: edition.note,
  size: sizeWords(edition),
  changes: changesOf(editions, i),
}));
console.log(partsHtml({ kicker: kickerHtml(told), editions: editionsHtml(told) }));
