/** What the environment holds; keys and signatures come from there alone. */

/** Reads a variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** An environment that notes what was read of it. */
export function noted(
  environment: Environment,
): { environment: Environment; read: Record<string, string> } {
  const read: Record<string, string> = {};
  return {
    read,
    environment(name) {
      const value = environment(name);
      if (value !== undefined) read[name] = value;
      return value;
    },
  };
}

/** The first of these variables that is set. */
export const firstOf = (names: string[], environment: Environment): string | undefined =>
  names.map(environment).find((value) => value);
