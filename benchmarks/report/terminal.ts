/** What a program prints: text of others, which is in rows, names and errors, does nothing to a terminal. */
import { printableLines } from "./table.ts";

const shown = (word: unknown): string =>
  printableLines(typeof word === "string" ? word : Deno.inspect(word));

/** From here on every line of `console` is only shown; a bar of progress writes past it and names nobody raw. */
export function onlyShow(): void {
  for (const way of ["log", "info", "warn", "error", "debug"] as const) {
    const print = console[way];
    // As one text: the first of several would be a format, in which `%c` colours.
    console[way] = (...words: unknown[]) => print(words.map(shown).join(" "));
  }
}

/** A way to ask whoever sits at the terminal; null where nobody does. The question goes where no result does. */
export function terminalQuestion(): ((question: string) => string | null) | null {
  if (!Deno.stdin.isTerminal() || !Deno.stderr.isTerminal()) return null;
  return (question) => {
    Deno.stderr.writeSync(new TextEncoder().encode(`${shown(question)} `));
    const bytes = new Uint8Array(256);
    const n = Deno.stdin.readSync(bytes);
    return n === null ? null : new TextDecoder().decode(bytes.subarray(0, n));
  };
}
