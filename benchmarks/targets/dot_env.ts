/** A `.env` file of the working directory: variables that are not set yet. */
import { parseEnv } from "node:util";
import { readTextSync } from "../files/text_file.ts";

/**
 * Sets what the file says and the environment does not. `TOKENBOARD_ENV_FILE` names another file; empty, none.
 * Throws where the one it names cannot be read.
 */
export function readDotEnv(): void {
  const named = Deno.env.get("TOKENBOARD_ENV_FILE");
  if (named === "") return;
  let text: string;
  try {
    text = readTextSync(named ?? ".env");
  } catch (error) {
    if (named === undefined && error instanceof Deno.errors.NotFound) return;
    throw new Error(`The file ${named ?? ".env"} cannot be read: ${(error as Error).message}`);
  }
  for (const [name, value] of Object.entries(parseEnv(text))) {
    if (Deno.env.get(name) === undefined && value !== undefined) Deno.env.set(name, value);
  }
}
