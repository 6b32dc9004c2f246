/** What a command prints: text of others, which is in rows, names and errors, does nothing to a terminal. */
import { printableLines } from "../report/table.ts";

/** From here on every line of `console` is only shown; a bar of progress writes past it and names nobody raw. */
export function onlyShow(): void {
  for (const way of ["log", "info", "warn", "error"] as const) {
    const print = console[way];
    console[way] = (...words: unknown[]) =>
      print(...words.map((word) => typeof word === "string" ? printableLines(word) : word));
  }
}
