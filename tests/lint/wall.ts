/** What a wall is. */

/** One wall. Paths are from the root of the project; a package is its name, without version. */
export interface Wall {
  /** Files it holds for. */
  files: RegExp;
  except?: RegExp;
  /** Imports that break it: a file, a package, or `package#name` for a named import. */
  imports?: RegExp;
  /** Imports of our own files that `imports` would catch and that are allowed all the same. */
  allow?: RegExp;
  /** Whether types may be imported all the same. */
  types?: true;
  /** Globals that break it, dotted; `new Date` and `Date` stand for those calls without arguments. */
  uses?: RegExp;
  /** The most lines a file may have. */
  lines?: number;
  why: string;
}

/** One pattern for what any of them matches. */
export const anyOf = (...patterns: RegExp[]) => new RegExp(patterns.map((p) => p.source).join("|"));
