/**
 * DuckDB's own extensions, as PyPI has them: a store in a bucket of which `sql` reads what a statement needs, and a
 * DuckLake as its catalogue, on disk, in the bucket and in PostgreSQL.
 */
import { end, packageFolder, pythonWith } from "./peer.ts";
import { dirname } from "node:path";
import { checkCatalogue } from "./duckdb/catalogue.ts";
import { checkAtOnce } from "./duckdb/at_once.ts";
import { checkCatalogueOfBucket } from "./duckdb/bucket_catalogue.ts";
import { checkColumns } from "./duckdb/columns.ts";
import { servePostgres } from "./duckdb/postgres.ts";

const version = "1.5.5";
const names = ["httpfs", "ducklake", "postgres-scanner"];
const environment = await pythonWith(
  "duckdb-extensions",
  names.map((name) => `duckdb-extension-${name}==${version}`),
);
const extensions = dirname(await packageFolder(environment, "duckdb_extension_httpfs"));
/** A home without anything that this machine has installed. */
const home = await Deno.makeTempDir({ prefix: "tokenboard-home-" });
const env = { TOKENBOARD_DUCKDB_EXTENSIONS: extensions, HOME: home };
try {
  await checkColumns(env);
  await checkCatalogueOfBucket(env);
  await checkCatalogue("in a file", env, (store) => `${store}/board.ducklake`);
  const postgres = await servePostgres();
  if (!postgres) console.log("not checked: a catalogue in PostgreSQL, which is not installed");
  else {
    const own = { ...env, ...postgres.env };
    try {
      await checkCatalogue("in PostgreSQL", own, () => postgres.name);
      await checkAtOnce(postgres.name, own);
    } finally {
      await postgres.stop();
    }
  }
} finally {
  await Deno.remove(home, { recursive: true });
}
end();
