/** Page `/correctness`: whether a fast answer is right, is whole, and was made anew. */
import { latestProbed } from "@/benchmarks/queries/probes.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { probeParts } from "@/src/method/probes_page.ts";

const db = await openStore();
console.log(partsHtml(probeParts(await latestProbed(db))));
db.close();
