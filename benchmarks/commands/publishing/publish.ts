/** `deno task publish`: freezes the boards as an edition, then builds the site that holds it. */
import { ConfigError } from "../../plan/config.ts";
import { readDisputes, unmetDisputes } from "../../store/board/disputes_file.ts";
import { editionsPlace, nextNumber, readEditions } from "../../queries/published/editions.ts";
import { changesOf, sizeWords } from "../../queries/published/changes.ts";
import { makeFirstRun } from "../../site/ahead.ts";
import { freeze, removeHalfFrozen } from "../../site/editions/freeze.ts";
import { readyCache } from "../../site/npm.ts";
import { readRoutes } from "../../site/outputs.ts";
import { lockFile } from "../../store/journal/writer_lock.ts";
import { withoutEnd } from "../../providers/read/ends.ts";
import { dataFolder, openStore } from "../../store/views.ts";
import { wallNow } from "../../wire/clock.ts";
import { buildSite } from "../site.ts";
import { whileNoneBuilds } from "../site_place.ts";
import { refuseFaultySettings } from "./settings.ts";

interface Options {
  note?: string;
  site: boolean;
  json?: boolean;
}

/** What stands before and after the freezing where a site is built. */
interface Building {
  /** Makes what a build would measure first and show: else page `/` had at once what the edition lacks. */
  before(): Promise<void>;
  build(): Promise<number>;
}

const ofSite: Building = {
  before: () =>
    whileNoneBuilds(async () => {
      await readyCache();
      await makeFirstRun(await readRoutes());
    }),
  build: () => buildSite(),
};

/** Returns the exit status; prints the edition and what changed. Throws `ConfigError` where there is no board. */
export async function publishCommand(
  { note, site, json }: Options,
  { before, build }: Building = ofSite,
): Promise<number> {
  await refuseFaultySettings(note ?? null); // said before an edition has its number
  const data = dataFolder();
  await nextNumber(data); // or the place can have none
  if (site) await before();
  const { editions, faults, kept } = await whileNonePublishes(data, async () => ({
    ...await readEditions(data),
    kept: await frozen(data, note?.trim() || null),
  }));
  for (const fault of faults) console.error(fault);
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
      `Edition ${kept.edition.number}: ${
        sizeWords(kept.edition)
      }, in ${data}/editions/${kept.folder}`,
    );
    for (const { text } of changes ?? []) console.log(`- ${text}.`);
    if (changes?.length === 0) console.log("Nothing is new, gone, moved, corrected or contested.");
    console.log(
      "Keep the folder with the checkout: a site holds the editions that it finds there.",
    );
  }
  return site ? await build() : 0;
}

async function frozen(data: string, note: string | null) {
  const db = await openStore();
  try {
    const { rows: [{ n }] } = await db.query("SELECT count(*)::INT AS n FROM latest");
    if (!n) {
      throw new ConfigError("The store", ["it has no valid run, so no board"], "be published");
    }
    const date = wallNow().toISOString().slice(0, 10);
    return await freeze(db, data, { number: await nextNumber(data), date, note });
  } finally {
    db.close();
  }
}

/** Two who freeze at once would give one number twice. */
async function whileNonePublishes<T>(data: string, act: () => Promise<T>): Promise<T> {
  const place = editionsPlace(data);
  await Deno.mkdir(place, { recursive: true });
  const lock = await lockFile(`${place}/publishing.tmp`);
  if (!lock) {
    throw new ConfigError(place, [
      "another process freezes an edition there; call again when it is done",
    ], "be published into");
  }
  try {
    await removeHalfFrozen(data);
    return await act();
  } finally {
    lock.release();
    await Deno.remove(place).catch(() => {}); // nothing was frozen
  }
}
