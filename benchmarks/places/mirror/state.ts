/** What a mirror knows of its files: which of them it has as they are there, and which were changed here. */
import { writeWhole } from "../../files/own_file.ts";
import { fileStamp } from "../folder.ts";

/** A file as it was when both sides had the same. */
export interface Known {
  /** Of the file in the place. */
  stamp: string;
  /** Of the file here; null while it is being brought. */
  here: string | null;
}

/** By path from the place's root. */
export type State = Map<string, Known>;

/** Empty where there is none, or none that can be read: then files are compared by what is in them. */
export async function readState(file: string): Promise<State> {
  try {
    const { files } = JSON.parse(await Deno.readTextFile(file));
    return new Map(Object.entries(files as Record<string, Known>));
  } catch {
    return new Map();
  }
}

export const writeState = (file: string, place: string, state: State): Promise<void> =>
  writeWhole(file, JSON.stringify({ place, files: Object.fromEntries(state) }));

/** Stamp of a file of this machine; null where there is none. */
export async function stampHere(path: string): Promise<string | null> {
  try {
    return fileStamp(await Deno.stat(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}
