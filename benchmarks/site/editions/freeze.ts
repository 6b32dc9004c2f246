/** Freezes the boards of a store as an edition: rows, figures, configurations, rules, hashes, in one folder. */
import { partialOf } from "../../files/own_file.ts";
import { boardFigures } from "../../queries/published/board_figures.ts";
import {
  type Edition,
  editionFolder,
  editionsPlace,
  type KeptEdition,
} from "../../queries/published/editions.ts";
import { downloadsOf, writeDownload } from "../../queries/downloads/downloads.ts";
import { hashOfRules } from "../../queries/published/rules.ts";
import { sums } from "../../queries/published/edition_files.ts";
import type { Chosen } from "../../store/board/board_choice.ts";
import type { Database } from "../../store/duckdb.ts";
import { editionHtml } from "./edition_html.ts";

const json = (value: unknown): string =>
  JSON.stringify(value, (_, v) => v === Infinity ? "Infinity" : v, 1) + "\n";

/** Freezes what the boards of an open store show now. `date` is an ISO day. The folder appears whole or not at all. */
export async function freeze(
  db: Database,
  data: string,
  given: { number: number; date: string; note: string | null },
): Promise<KeptEdition> {
  const rules = await hashOfRules();
  const edition: Edition = {
    version: 1,
    ...given,
    rules,
    chosen: await chosenOf(db),
    boards: await boardFigures(db, { data }),
  };
  const folder = editionFolder(given.number, given.date);
  const place = editionsPlace(data);
  await Deno.mkdir(place, { recursive: true });
  const partial = partialOf(`${place}/${folder}`);
  await Deno.mkdir(`${partial}/rows`, { recursive: true });
  try {
    await Deno.writeTextFile(`${partial}/edition.json`, json(edition));
    await Deno.writeTextFile(
      `${partial}/configurations.json`,
      json(await configurations(db, edition)),
    );
    await Deno.writeTextFile(`${partial}/index.html`, editionHtml(edition));
    const shown = new Set(edition.boards.map(({ board }) => `boards/${board}`));
    for (const download of await downloadsOf(db)) {
      if (!shown.has(download.path)) continue;
      const name = download.path.slice("boards/".length);
      await writeDownload(db, download, "parquet", `${partial}/rows/${name}.parquet`);
    }
    await Deno.writeTextFile(`${partial}/SHA256SUMS`, await sums(partial));
    await Deno.rename(partial, `${place}/${folder}`);
  } catch (error) {
    await Deno.remove(partial, { recursive: true }).catch(() => {});
    throw error;
  }
  return { folder, edition };
}

/** Removes what freezing left that was killed: folders that were not whole. Nobody else freezes meanwhile. */
export async function removeHalfFrozen(data: string): Promise<void> {
  const place = editionsPlace(data);
  for await (const { name, isDirectory } of Deno.readDir(place)) {
    if (isDirectory && /^\d{3,6}-\d{4}-\d\d-\d\d\.[0-9a-f]{12}\.tmp$/.test(name)) {
      await Deno.remove(`${place}/${name}`, { recursive: true });
    }
  }
}

/** What its publisher chose of the store, and why. */
async function chosenOf(db: Database): Promise<Chosen[]> {
  const { rows } = await db.query("FROM board_choice");
  return rows as unknown as Chosen[];
}

/** What each run of an edition was asked to do, by its id: as the store has it, without keys. */
async function configurations(db: Database, { boards }: Edition): Promise<Record<string, unknown>> {
  const ids = new Set(boards.flatMap(({ systems }) => systems.map(({ run_id }) => run_id)));
  const { rows } = await db.query(
    "SELECT run_id, any_value(config)::VARCHAR AS config FROM runs GROUP BY run_id ORDER BY run_id",
  );
  return Object.fromEntries(
    rows.filter(({ run_id }) => ids.has(String(run_id)))
      .map(({ run_id, config }) => [run_id, config === null ? null : JSON.parse(String(config))]),
  );
}
