import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { extensionPlaces, firstFile, howToGet } from "../../../benchmarks/store/extensions/find.ts";
import {
  engineOf,
  loadExtensions,
  NoExtension,
} from "../../../benchmarks/store/extensions/load.ts";
import { inFolder } from "../../support/bench.ts";

const engine = { version: "v1.5.5", platform: "linux_amd64" };

Deno.test("an extension is looked for as a file, a package and DuckDB keep it, in the given folder first", () =>
  inFolder(async (folder) => {
    const home = `${folder}/home`;
    const given = `${folder}/given`;
    const write = async (path: string) => {
      await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(path, "");
    };
    const found = () => firstFile(extensionPlaces("postgres_scanner", engine, `${given}/`, home));
    const file = "postgres_scanner.duckdb_extension";
    assert.equal(await found(), null);
    // From the last that counts to the first: each is found before those that are there already.
    for (
      const path of [
        `${home}/.duckdb/extensions/v1.5.5/linux_amd64/${file}`,
        `${given}/duckdb_extension_postgres_scanner/extensions/v1.5.5/${file}`,
        `${given}/v1.5.5/linux_amd64/${file}`,
        `${given}/extensions/v1.5.5/${file}`,
        `${given}/${file}`,
      ]
    ) {
      await write(path);
      assert.equal(await found(), path);
    }
    const other = { ...engine, version: "v1.5.6" };
    assert.equal(
      await firstFile(extensionPlaces("postgres_scanner", other, undefined, home)),
      null,
    );
    assert.deepEqual(extensionPlaces("postgres_scanner", engine, "none", home), []);
    await Deno.mkdir(`${given}/httpfs.duckdb_extension`);
    assert.equal(await firstFile(extensionPlaces("httpfs", engine, given, home)), null);
  }));

Deno.test("a missing extension is one sentence that says how it comes here, for this very DuckDB", async () => {
  assert.equal(
    howToGet("postgres_scanner", engine),
    "DuckDB's extension postgres_scanner is not on this machine: INSTALL postgres in the shell of DuckDB " +
      "1.5.5 brings it, or pip install --target FOLDER duckdb-extension-postgres-scanner==1.5.5 with " +
      "TOKENBOARD_DUCKDB_EXTENSIONS=FOLDER",
  );
  assert.match(
    howToGet("httpfs", engine, "/tmp/nowhere"),
    /^TOKENBOARD_DUCKDB_EXTENSIONS=\/tmp\/nowhere holds no httpfs\.duckdb_extension for DuckDB 1\.5\.5 and linux_/,
  );
  const db = await openDuckdb();
  const { version, platform } = await engineOf(db);
  assert.match(version, /^v\d+\.\d+\.\d+/);
  assert.match(platform, /^[a-z]+_[a-z0-9_]+$/);
  await inFolder(async (folder) => {
    const before = ["HOME", "TOKENBOARD_DUCKDB_EXTENSIONS"].map((v) =>
      [v, Deno.env.get(v)] as const
    );
    Deno.env.set("HOME", folder);
    Deno.env.set("TOKENBOARD_DUCKDB_EXTENSIONS", folder);
    try {
      await assert.rejects(loadExtensions(db, ["httpfs"]), (error: Error) => {
        assert.ok(error instanceof NoExtension);
        assert.match(
          error.message,
          /^TOKENBOARD_DUCKDB_EXTENSIONS=\S+ holds no httpfs\S+ .+ is not on this machine: .+\.$/,
        );
        return true;
      });
      // What is no extension, or of nobody, is refused by DuckDB itself.
      const path = `${folder}/httpfs.duckdb_extension`;
      await Deno.writeFile(path, new Uint8Array(4096));
      await assert.rejects(loadExtensions(db, ["httpfs"]), (error: Error) => {
        assert.ok(error.message.startsWith(`DuckDB's extension ${path} cannot be loaded: `));
        assert.ok(!error.message.includes("\n"));
        return true;
      });
    } finally {
      for (const [v, value] of before) {
        value === undefined ? Deno.env.delete(v) : Deno.env.set(v, value);
      }
    }
  });
  db.close();
});

Deno.test("no database fetches an extension by itself", async () => {
  const db = await openDuckdb();
  const { rows } = await db.query(
    "SELECT current_setting('autoinstall_known_extensions') AS fetches",
  );
  assert.deepEqual(rows, [{ fetches: false }]);
  db.close();
});
