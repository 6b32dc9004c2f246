/** Page `/time` before its script runs: what the day and the place do, on measurements of several regions. */
import { wholeRowsSql } from "@/benchmarks/queries/boards.ts";
import { providerNames } from "@/benchmarks/queries/provider_names.ts";
import { partsHtml } from "@/benchmarks/site/parts.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { markInOrder } from "@/src/components/provider_marks.ts";
import type { Row } from "@/src/rows/systems.ts";
import { notesHtml, noTimesHtml, type Source } from "@/src/time/time_notes.ts";
import { measuredOf, timeDefaults } from "@/src/time/time_state.ts";
import { timeHtml } from "@/src/time/time_view.ts";

const db = await openStore();
markInOrder(await providerNames(db));
const rows = (await db.query(wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL")))
  .rows as unknown as Row[];
const { rows: [run] } = await db.query(
  "SELECT workload, caveat, source, licence FROM runs WHERE selection IS NOT NULL LIMIT 1",
);
db.close();
const page = async () => {
  const all = measuredOf(rows);
  const { kicker, page: hours } = await timeHtml(all, timeDefaults(all), 1280);
  return { kicker, hours, notes: notesHtml(rows, run as unknown as Source) };
};
const empty = {
  kicker: "Measurements taken at many hours, from several places",
  hours: noTimesHtml,
  notes: "",
};
console.log(partsHtml(rows.length ? await page() : empty));
