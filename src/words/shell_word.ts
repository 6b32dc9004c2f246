/** Text as one word of a command that a reader copies. */

/** A word as POSIX shells read it back; null of text with line breaks or the like, which ends a command. */
export function shellWord(text: string): string | null {
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)) return null;
  return /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
