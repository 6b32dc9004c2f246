/** How many tokens the pieces of prompts of verse have, as the package counts them. Pure. */
import tokens from "./verse_tokens.json" with { type: "json" };

/** The words of each number of tokens: behind a space, and at the start of a line. */
export interface VerseTokens {
  spaced: string[];
  bare: string[];
}

const known = new Map([["\n", 1]]);
for (const [space, lists] of [[" ", tokens.spaced], ["", tokens.bare]] as const) {
  for (const [count, words] of lists.entries()) {
    for (const word of words.split(" ")) if (word) known.set(space + word, count);
  }
}

/** Tokens of a piece: a number has one for each digit and for its space. Undefined for words that no verse has. */
export const verseTokens = (piece: string): number | undefined =>
  known.get(piece) ?? (/^ ?\d+$/.test(piece) ? piece.length : undefined);
