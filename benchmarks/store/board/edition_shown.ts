/** Boards as an edition has them, of whatever a store holds by now: what `deno task site --edition` shows. */

/** Names the folder of an edition to the programs of a build; who sets it has looked whether it is one. */
export const editionVariable = "TOKENBOARD_EDITION";

/** The systems of an edition's boards. */
export interface EditionShown {
  number: number;
  systems: { run_id: string; provider: string; model: string }[];
}

/** What the boards of the store in `folder` are held to; null where they are not. */
export async function editionShown(folder: string): Promise<EditionShown | null> {
  const place = Deno.env.get(editionVariable);
  if (!place?.startsWith(`${folder}/editions/`)) return null;
  const { number, boards } = JSON.parse(await Deno.readTextFile(`${place}/edition.json`));
  const systems = boards.flatMap((board: EditionShown) =>
    board.systems.map(({ run_id, provider, model }) => ({ run_id, provider, model }))
  );
  return { number, systems };
}
