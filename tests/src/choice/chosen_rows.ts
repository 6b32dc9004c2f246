/** Rows of a span of three runs as a page has them, over a store of them. */
import { wholeRowsSql } from "../../../benchmarks/queries/boards.ts";
import { runIndex } from "../../../benchmarks/queries/run_index.ts";
import { type Database, quote } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { choiceOf } from "../../../src/choice/choice.ts";
import { pick } from "../../../src/choice/picked.ts";
import { placed } from "../../../src/choice/run_files.ts";
import type { PickedRows } from "../../../src/choice/shown.ts";
import type { Row } from "../../../src/rows/systems.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

/** Three runs of two systems in ten blocks; in the second one target is no result; the third fails at times. */
async function writeStore(folder: string): Promise<void> {
  for (const [i, run_id] of ["one", "two", "three"].entries()) {
    const rows = Array.from({ length: 240 }, (_, k) => ({
      ...answers(1, 0.2 + 0.01 * ((7 * k + 3 * i) % 23))[0],
      provider: ["acme", "beta"][k % 2],
      block: Math.floor(k / 24),
      started_at: new Date(Date.UTC(2026, 0, 5 + i, 0, 0, k)).toISOString(),
      ...(i === 2 && k % 20 === 0
        ? { status: "failed" as const, error_class: "timeout" as const, ttft_s: null }
        : {}),
    }));
    const started_at = `2026-01-0${5 + i}T00:00:00Z`;
    const targets = ["acme", "beta"].map((provider) => ({
      ...{ provider, model: "m" },
      ...(i === 1 && provider === "beta" ? { invalid: "the wrong model answered" } : {}),
    }));
    await writeRun(folder, { run_id, started_at, targets: targets as never }, rows);
  }
}

/** The rows that a page reads of the runs that an address names, from the files of the store's runs. */
async function pickedRows(db: Database, address: string): Promise<PickedRows> {
  const picked = pick(await runIndex(db), choiceOf(address));
  // A file has the columns of view `requests`, as /requests reads them of an older run.
  const [behind] = [
    wholeRowsSql("true").replaceAll(/\n\s+JOIN latest l ON[^]*?location\n/g, "\n").replaceAll(
      " l.historical,",
      "",
    ),
  ];
  const files = await Promise.all(
    picked.runs.map(async ({ run_id }) =>
      (await db.query(behind.replaceAll("AND true", `AND r.run_id = ${quote(run_id)}`)))
        .rows as Row[]
    ),
  );
  return { ...picked, rows: placed(picked.runs, picked.choice, files) };
}

/** Looks at a page's rows of that address, beside the store that they are of. */
export const withRows = (
  address: string,
  look: (picked: PickedRows, db: Database) => Promise<void>,
): Promise<void> =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const db = await openStore(folder);
    try {
      await look(await pickedRows(db, address), db);
    } finally {
      db.close();
    }
  });
