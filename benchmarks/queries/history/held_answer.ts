/** What several programs of a build need and one of them works out: it lies beside the held store. */
import { writeWhole } from "../../files/own_file.ts";
import { heldFile } from "../../store/held_store.ts";

/**
 * The answer called `name`, which must go through JSON as it is. Over a held store the first program that wants it
 * makes it, and others wait for it; else each makes its own.
 */
export async function heldAnswer<T>(name: string, make: () => Promise<T>): Promise<T> {
  const held = heldFile();
  if (!held) return await make();
  const file = `${held}.${name}.json`;
  const turn = await Deno.open(`${file}.lock`, { create: true, write: true });
  try {
    await turn.lock(true);
    const known = await Deno.readTextFile(file).catch(() => null);
    if (known !== null) return JSON.parse(known);
    const made = await make();
    await writeWhole(file, JSON.stringify(made));
    return made;
  } finally {
    turn.close();
  }
}
