/** What the environment holds; keys and signatures come from there alone. */

/** Reads a variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** The first of these variables that is set. */
export const firstOf = (names: string[], environment: Environment): string | undefined =>
  names.map(environment).find((value) => value);
