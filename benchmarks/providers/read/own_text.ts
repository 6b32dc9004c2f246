/** Texts that are kept while those they were cut out of are not. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text, without half characters, in memory of its own: a piece of a longer one keeps the whole of that. */
export const ownText = (text: string): string => decoder.decode(encoder.encode(text));
