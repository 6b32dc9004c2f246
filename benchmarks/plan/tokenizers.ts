/** Reference tokenizers: what "a token" means in the record. */
import { cut } from "../providers/read/json.ts";
import { llamaPackage } from "./tokens/llama_package.ts";
import { verseTokens } from "./tokens/verse_tokens.ts";

export interface Tokenizer {
  name: string;
  count(text: string): number;
  /** Token ids of a text, as `count` counts them. */
  encode(text: string): number[];
}

/** A word longer than this is encoded in slices: the package's work grows faster than a word does. */
const longestWord = 1 << 14;
/** So are texts longer than this that can only be encoded whole. */
const longestWhole = 1 << 18;
/** Pieces longer than this, and pieces beyond this many, are encoded anew each time. */
const rememberedChars = 32;
const rememberedPieces = 100_000;
const known = new Map<string, number[]>();

/**
 * Llama 2's vocabulary, no BOS, with its leading space; an empty text has no token.
 *
 * The clean line is `llama.encode(text, false, true)`, at 5 to 40 ms a prompt. No piece of the vocabulary
 * holds a space behind another character, or a line break: merges never cross there, so a text is encoded
 * word by word, each word once. That is exact for every text whose words have at most 16,384 characters, and, where a
 * character is not in the vocabulary, whose length is at most 262,144. Beyond that, each cut may add a few tokens.
 */
export const llama2: Tokenizer = {
  name: "llama2",
  count(text) {
    let tokens = 0;
    for (const piece of piecesOf(text)) {
      const found = verseTokens(piece);
      if (found === undefined) return encoded(text).reduce((sum, ids) => sum + ids.length, 0);
      tokens += found;
    }
    return tokens;
  },
  encode: (text) => encoded(text).flat(),
};

// One line break; or spaces with the word behind them; or the spaces at an end.
const pieces = /\n| *[^ \n]+| +/g;

// The package takes its own mark of a space for a space, too.
const piecesOf = (text: string): string[] =>
  text === "" ? [] : ` ${text.replaceAll("▁", " ")}`.match(pieces)!;

/** The ids of each piece of a text. */
function encoded(text: string): number[][] {
  const parts = piecesOf(text);
  const found: number[][] = [];
  const long = parts.some((part) => part.length > longestWord);
  for (const part of long ? parts.flatMap((part) => slices(part, longestWord)) : parts) {
    const ids = known.get(part) ?? encodePiece(part);
    // The package merges by rank and place. Where a character falls back to bytes, places can outrun
    // ranks, and only the whole text gives its answer.
    if (ids === null) {
      return slices(text, longestWhole).map((part, i) =>
        llamaPackage().encode(part, false, i === 0)
      );
    }
    found.push(ids);
  }
  return found;
}

/** A text in parts of at most `most` code units, none of which ends within a character. */
function slices(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const parts: string[] = [];
  for (let from = 0; from < text.length; from += parts.at(-1)!.length) {
    parts.push(cut(text.slice(from, from + most + 1), most));
  }
  return parts;
}

function encodePiece(piece: string): number[] | null {
  const llama = llamaPackage();
  for (const character of piece) {
    if (character !== " " && character !== "\n" && !llama.vocabByString.has(character)) return null;
  }
  const ids = llama.encode(piece, false, false);
  if (piece.length <= rememberedChars && known.size < rememberedPieces) known.set(piece, ids);
  return ids;
}
