/** Ends of texts that others wrote, found in one go through them. */

/** The text without these characters at its end: an expression such as `/\/+$/` tries every run of them anew. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1])) end--;
  return text.slice(0, end);
}

/**
 * Where the JSON string whose first character stands at `at` is closed; the end of the text where
 * it is not. By hand: an expression would need a stack as deep as the string is long.
 */
export function endOfString(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return Math.min(end, text.length);
}
