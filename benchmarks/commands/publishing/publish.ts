/** `deno task publish`: freezes the boards as an edition, then builds the site that holds it. */
import { ConfigError } from "../../plan/config.ts";
import { readDisputes, unmetDisputes } from "../../store/board/disputes_file.ts";
import { nextNumber, readEditions } from "../../queries/published/editions.ts";
import { changesOf, sizeWords } from "../../queries/published/changes.ts";
import { freeze } from "../../site/editions/freeze.ts";
import { withoutEnd } from "../../providers/read/ends.ts";
import { dataFolder, openStore } from "../../store/views.ts";
import { wallNow } from "../../wire/clock.ts";
import { buildSite } from "../site.ts";
import { refuseFaultySettings } from "./settings.ts";

interface Options {
  note?: string;
  site: boolean;
  json?: boolean;
}

/** Returns the exit status; prints the edition and what changed. Throws `ConfigError` where there is no board. */
export async function publishCommand({ note, site, json }: Options): Promise<number> {
  await refuseFaultySettings(note ?? null); // said before an edition has its number
  const data = dataFolder();
  const { editions, faults } = await readEditions(data);
  for (const fault of faults) console.error(fault);
  const number = await nextNumber(data);
  const db = await openStore();
  const kept = await (async () => {
    const { rows: [{ n }] } = await db.query("SELECT count(*)::INT AS n FROM latest");
    if (!n) {
      throw new ConfigError("The store", ["it has no valid run, so no board"], "be published");
    }
    const date = wallNow().toISOString().slice(0, 10);
    return await freeze(db, data, { number, date, note: note?.trim() || null });
  })().finally(() => db.close());
  const shown = kept.edition.boards.flatMap(({ systems }) => systems);
  for (const unmet of unmetDisputes(await readDisputes(data), shown)) console.error(`${unmet}.`);
  const all = [...editions, kept];
  const changes = changesOf(all, all.length - 1);
  if (json) {
    const { boards, ...edition } = kept.edition;
    console.log(JSON.stringify({
      folder: `${withoutEnd(data, "/")}/editions/${kept.folder}`,
      ...edition,
      boards: boards.map(({ board }) => board),
      changes,
    }));
  } else {
    console.log(
      `Edition ${number}: ${sizeWords(kept.edition)}, in ${data}/editions/${kept.folder}`,
    );
    for (const { text } of changes ?? []) console.log(`- ${text}.`);
    if (changes?.length === 0) console.log("Nothing is new, gone, moved, corrected or contested.");
    console.log(
      "Keep the folder with the checkout: a site holds the editions that it finds there.",
    );
  }
  return site ? await buildSite() : 0;
}
