/** Data sets of /time, and what can be said of their hours and days. */
import { judgedHours, judgedText } from "@/benchmarks/queries/time/hour_effects.ts";
import { hourRows, timeSets } from "@/benchmarks/queries/time/hours.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
console.log(judgedText({ sets: await timeSets(db), judged: judgedHours(await hourRows(db)) }));
db.close();
