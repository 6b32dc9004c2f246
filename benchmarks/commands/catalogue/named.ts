/** Which catalogue is meant; what it takes to add to one is loaded where one is. */
import { catalogueVariable, type LakeName, lakeName } from "../../store/lake/lake_name.ts";

/** Options of commands that keep or read a catalogue. */
export interface CatalogueOptions {
  catalogue?: string;
  resultsDir?: string;
}

/** The catalogue that a person named; null where there is none. Throws `ConfigError` where its name is none. */
export function catalogueOf({ catalogue }: CatalogueOptions): LakeName | null {
  const name = catalogue ?? (Deno.env.get(catalogueVariable) || undefined);
  return name === undefined ? null : lakeName(name);
}
