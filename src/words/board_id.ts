/**
 * A board's id in the pages: `MODEL_PLACE_WORKLOAD`, `_simulated` behind it for the simulator's. The store makes it
 * (benchmarks/queries/board_id.ts); it stays the same in every build, so addresses carry it.
 */

/** What the boards of one workload from one place have in common: the id without its model. */
export const groupOf = (id: string): string => id.slice(id.indexOf("_") + 1);

const word = (text: string) => text.replace(/--[0-9a-f]{8}$/, "");
const hash = (text: string) => `workload ${text.slice(0, 8)}`;

/** What an address meant by a board, or a group of them, that is not here: as much of it as the id says. */
export function boardWords(id: string): string | null {
  const words = id.replace(/_simulated$/, "").split("_");
  if (words.length < 2 || words.length > 3 || /\s/.test(id) || !words.at(-1)) return null;
  const [workload, place, model] = words.reverse();
  return [
    ...(model === undefined ? [] : [word(model)]),
    ...(place ? [`from ${word(place)}`] : []),
    ...(id.endsWith("_simulated") ? ["simulated"] : []),
    hash(workload),
  ].join(", ");
}

/**
 * The board that an address names, or the first and a sentence that says so. Addresses of before boards had ids name a
 * place in a list, or a label: neither says which board it was.
 */
export function chosenBoard<B extends { id: string }>(
  boards: B[],
  wanted: string,
  labelOf: (board: B) => string,
): { board: B; gone: string | null } {
  const found = boards.find((b) => b.id === wanted);
  if (found || !wanted) return { board: found ?? boards[0], gone: null };
  const words = boardWords(wanted);
  const was = words
    ? `This address names a board (${words}) of which this page has no valid run.`
    : `This address names a board as “${wanted}”, which no longer says which one it was.`;
  return { board: boards[0], gone: `${was} Shown instead: ${labelOf(boards[0])}.` };
}
