/**
 * Editions: boards as they were published on a day, under a number, never changed again. Each is a folder in
 * `data/editions`, which a site holds as it is.
 */
import { z } from "zod";
import type { Disputed } from "../../judging/standing.ts";
import { ConfigError } from "../../plan/config.ts";
import { changedFiles } from "./edition_files.ts";
import type { Chosen } from "../../store/board/board_choice.ts";
import type { PublishedBoard } from "./board_figures.ts";

/** What `edition.json` of a folder holds. */
export interface Edition {
  version: 1;
  /** From 1. */
  number: number;
  /** ISO day, UTC. */
  date: string;
  /** What its publisher says of it; null where nothing. */
  note: string | null;
  /** SHA-256 of the sources that compute and judge: where two editions differ in it, figures may, too. */
  rules: string;
  /** What the boards show of the store and why, as their publisher chose it. */
  chosen: Chosen[];
  boards: PublishedBoard[];
}

/** An edition and its folder's name. */
export interface KeptEdition {
  folder: string;
  edition: Edition;
}

/** "012-2026-11-29" */
export const editionFolder = (number: number, date: string): string =>
  `${String(number).padStart(3, "0")}-${date}`;
const folderName = /^(\d{3,6})-(\d{4}-\d{2}-\d{2})$/;

export const editionsPlace = (data: string): string => `${data}/editions`;

/**
 * Every edition below the folder of a store, the oldest first, and in a sentence each what is none: it cannot be read,
 * or was changed since it was published.
 */
export async function readEditions(
  data: string,
): Promise<{ editions: KeptEdition[]; faults: string[] }> {
  const editions: KeptEdition[] = [];
  const faults: string[] = [];
  const folders = await folderNames(data).catch((error) => {
    if (!(error instanceof ConfigError)) throw error;
    faults.push(error.message);
    return [];
  });
  for (const folder of folders.sort()) {
    if (!folderName.test(folder)) continue;
    try {
      const edition = await readEdition(data, folder);
      if (editions.some((other) => other.edition.number === edition.number)) {
        throw new Error("its number is that of another");
      }
      editions.push({ folder, edition });
    } catch (error) {
      faults.push(`${editionsPlace(data)}/${folder} is left out: ${(error as Error).message}`);
    }
  }
  editions.sort((a, b) => a.edition.number - b.edition.number);
  return { editions, faults };
}

/** The newest of them alone; null where there is none. What is spoiled is passed over: `readEditions` names it. */
export async function newestEdition(data: string): Promise<KeptEdition | null> {
  const folders = await folderNames(data).catch(() => []);
  const numberOf = (folder: string) => Number(folderName.exec(folder)?.[1] ?? -1);
  // Of two with one number the first is the edition, as `readEditions` has it.
  const newest = folders.filter((folder) => folderName.test(folder)).sort()
    .sort((a, b) => numberOf(b) - numberOf(a));
  for (const folder of newest) {
    const edition = await readEdition(data, folder).catch(() => null);
    if (edition) return { folder, edition };
  }
  return null;
}

/** The edition in a folder of that name. Throws, and says why, where it is none or not what was published. */
async function readEdition(data: string, folder: string): Promise<Edition> {
  const path = `${editionsPlace(data)}/${folder}`;
  const [, number, date] = folderName.exec(folder)!;
  const text = await Deno.readTextFile(`${path}/edition.json`).catch((error) => {
    if (error instanceof Deno.errors.NotFound) throw new Error("it has no edition.json");
    throw new Error("its edition.json cannot be read");
  });
  let edition;
  try {
    edition = JSON.parse(text, words);
  } catch {
    throw new Error("its edition.json is cut or changed: it is not JSON");
  }
  if (!isEdition(edition) || edition.number !== Number(number) || edition.date !== date) {
    throw new Error("it is no edition of that number and day");
  }
  const changed = await changedFiles(path);
  if (changed.length) {
    throw new Error(`it is not what was published (${changed.slice(0, 3).join(", ")})`);
  }
  return edition;
}

/** The number of the next edition: one that was spoiled keeps its own. Throws `ConfigError` as `folderNames`. */
export async function nextNumber(data: string): Promise<number> {
  const numbers = (await folderNames(data)).map((name) => Number(folderName.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

/** Names of the folders beside each other. Throws `ConfigError` where a file stands in the place of their folder. */
const folderNames = (data: string): Promise<string[]> =>
  // A link would publish what lies elsewhere.
  Array.fromAsync(Deno.readDir(editionsPlace(data)))
    .then((all) => all.filter(({ isDirectory }) => isDirectory).map(({ name }) => name))
    .catch((error) => {
      if (error instanceof Deno.errors.NotFound) return [];
      if (error instanceof Deno.errors.NotADirectory) {
        throw new ConfigError(editionsPlace(data), ["it is a file; move it away"], "hold editions");
      }
      throw error;
    });

const words = (_: string, value: unknown) => value === "Infinity" ? Infinity : value;
const list = z.array(z.looseObject({}));
/** As much of an edition as is read of it here: its file may be anybody's. */
const shape = z.looseObject({
  version: z.literal(1),
  number: z.number(),
  date: z.iso.date(),
  note: z.string().nullable(),
  rules: z.string(),
  boards: z.array(z.looseObject({
    board: z.string(),
    systems: z.array(z.looseObject({
      provider: z.string(),
      model: z.string(),
      run_id: z.string(),
      figures: z.array(z.looseObject({
        metric: z.string(),
        population: z.string(),
        disputed: list.optional(),
        rank: z.tuple([z.number(), z.number()]).nullable(),
      })),
    })),
  })),
});
const isEdition = (edition: unknown): boolean => shape.safeParse(edition).success;

/** Everybody who contests a figure of an edition, once each. */
export const disputedIn = (
  { boards }: Edition,
): (Disputed & { provider: string; model: string; metric: string })[] => {
  const all = boards.flatMap(({ systems }) =>
    systems.flatMap(({ provider, model, figures }) =>
      figures.flatMap(({ metric, disputed }) =>
        (disputed ?? []).map((d) => ({ provider, model, metric, ...d }))
      )
    )
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};
