/** Where an extension of DuckDB is on this machine. None is fetched, and none is built. */
import { withoutEnd } from "../../providers/read/ends.ts";

/** What an extension must be made for. */
export interface Engine {
  /** As DuckDB says it: "v1.5.5". */
  version: string;
  /** As "linux_amd64". */
  platform: string;
}

/** The extensions that commands use. */
export type ExtensionName = "httpfs" | "ducklake" | "postgres_scanner";

/** Names a folder that holds extensions; `none`: they are not used, whether or not they are on this machine. */
export const extensionsVariable = "TOKENBOARD_DUCKDB_EXTENSIONS";

/**
 * Where a file of it may be, those that count before others first: in the folder that a person gave (alone, in a
 * package's folder as PyPI has it, in a folder of such packages, or as DuckDB itself keeps them), then where DuckDB
 * puts what is installed.
 */
export function extensionPlaces(
  name: ExtensionName,
  { version, platform }: Engine,
  given: string | undefined,
  home: string | undefined,
): string[] {
  if (given === "none") return [];
  const file = `${name}.duckdb_extension`;
  const inGiven = ["", `extensions/${version}/`, `${version}/${platform}/`].concat(
    `duckdb_extension_${name}/extensions/${version}/`,
  );
  return [
    ...given ? inGiven.map((folder) => `${withoutEnd(given, "/")}/${folder}${file}`) : [],
    ...home ? [`${home}/.duckdb/extensions/${version}/${platform}/${file}`] : [],
  ];
}

/** The first of these that is a file; null where none is. */
export async function firstFile(places: string[]): Promise<string | null> {
  for (const place of places) {
    if (await Deno.stat(place).then((found) => found.isFile, () => false)) return place;
  }
  return null;
}

/** How a person gets it, as one sentence; before it, where the folder that was `given` has none. */
export function howToGet(
  name: ExtensionName,
  { version, platform }: Engine,
  given?: string,
): string {
  const number = version.replace(/^v/, "");
  if (given && given !== "none") {
    return `${extensionsVariable}=${given} holds no ${name}.duckdb_extension for DuckDB ${number} and ${platform}. ${
      howToGet(name, { version, platform })
    }`;
  }
  const own = name === "postgres_scanner" ? "postgres" : name;
  return `DuckDB's extension ${name} is not on this machine: INSTALL ${own} in the shell of DuckDB ${number} ` +
    `brings it, or pip install --target FOLDER duckdb-extension-${
      name.replace("_", "-")
    }==${number} ` +
    `with ${extensionsVariable}=FOLDER`;
}
