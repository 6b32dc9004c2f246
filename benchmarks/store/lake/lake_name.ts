/** What a person calls a catalogue: a file of DuckDB, or a database of PostgreSQL. */
import { resolve } from "node:path";
import { ConfigError } from "../../plan/config.ts";
import type { ExtensionName } from "../extensions/find.ts";

/** Names the catalogue where no option does. */
export const catalogueVariable = "TOKENBOARD_CATALOGUE";

export interface LakeName {
  /** As it was given: it holds nothing secret. */
  shown: string;
  /** What DuckDB attaches. */
  address: string;
  /** Extensions that it takes, in the order in which they are loaded. */
  extensions: ExtensionName[];
  /** Its file; null where it is none of this machine. */
  file: string | null;
}

const inWords = /(^|\s)password\s*=/i;
const inAddress = /^\w+:\/\/[^/@]*:[^/@]*@/;

/** Reads a name: `postgres:` with what libpq takes behind it, `postgres://HOST/DATABASE`, or the path of a file. */
export function lakeName(text: string): LakeName {
  const refuse = (why: string): never => {
    throw new ConfigError("command line", [`catalogue: ${why}`]);
  };
  if (!text.trim()) refuse("its name is empty: give a file, or postgres:dbname=NAME host=HOST");
  const found = /^postgres(ql)?:(.*)$/s.exec(text);
  if (!found) {
    const file = resolve(text);
    return { shown: text, address: `ducklake:${file}`, extensions: ["ducklake"], file };
  }
  const behind = found[2].startsWith("//") ? `postgresql:${found[2]}` : found[2].trim();
  if (inWords.test(behind) || inAddress.test(behind)) {
    refuse("its address holds a password, which others could read: give it by PGPASSWORD");
  }
  return {
    shown: text,
    address: `ducklake:postgres:${behind}`,
    extensions: ["postgres_scanner", "ducklake"],
    file: null,
  };
}
