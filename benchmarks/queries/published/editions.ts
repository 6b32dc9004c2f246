/**
 * Editions: boards as they were published on a day, under a number, never changed again. Each is a folder in
 * `data/editions`, which a site holds as it is.
 */
import type { Disputed } from "../../judging/standing.ts";
import { changedFiles } from "./edition_files.ts";
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
const folderName = /^(\d{3,})-(\d{4}-\d{2}-\d{2})$/;

export const editionsPlace = (data: string): string => `${data}/editions`;

/**
 * Every edition below the folder of a store, the oldest first, and in a sentence each what is none: it cannot be read,
 * or was changed since it was published.
 */
export async function readEditions(
  data: string,
): Promise<{ editions: KeptEdition[]; faults: string[] }> {
  const place = editionsPlace(data);
  const editions: KeptEdition[] = [];
  const faults: string[] = [];
  for (const folder of (await folderNames(data)).sort()) {
    const [, number] = folderName.exec(folder) ?? [];
    if (!number) continue;
    try {
      const edition = JSON.parse(await Deno.readTextFile(`${place}/${folder}/edition.json`), words);
      if (
        edition?.version !== 1 || edition.number !== Number(number) || !isBoards(edition.boards)
      ) {
        throw new Error("it is no edition of that number");
      }
      const changed = await changedFiles(`${place}/${folder}`);
      if (changed.length) {
        throw new Error(`it is not what was published (${changed.slice(0, 3).join(", ")})`);
      }
      editions.push({ folder, edition });
    } catch (error) {
      faults.push(`${place}/${folder} is left out: ${(error as Error).message}`);
    }
  }
  editions.sort((a, b) => a.edition.number - b.edition.number);
  return { editions, faults };
}

/** The number of the next edition: one that was spoiled keeps its own. */
export async function nextNumber(data: string): Promise<number> {
  const numbers = (await folderNames(data)).map((name) => Number(folderName.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

const folderNames = (data: string): Promise<string[]> =>
  Array.fromAsync(Deno.readDir(editionsPlace(data)), ({ name }) => name).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  });

const words = (_: string, value: unknown) => value === "Infinity" ? Infinity : value;
const isBoards = (boards: unknown): boolean =>
  Array.isArray(boards) &&
  boards.every((b) =>
    typeof b?.board === "string" && Array.isArray(b.systems) &&
    b.systems.every((s: { figures?: unknown }) => Array.isArray(s?.figures))
  );

/** Everybody who contests a figure of an edition, once each. */
export const disputedIn = (
  { boards }: Edition,
): (Disputed & { provider: string; model: string })[] => {
  const all = boards.flatMap(({ systems }) =>
    systems.flatMap(({ provider, model, figures }) =>
      figures.flatMap(({ disputed }) => (disputed ?? []).map((d) => ({ provider, model, ...d })))
    )
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};
