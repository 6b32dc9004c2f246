/**
 * Puts the packages that the framework's built-ins stand for (`Inputs`, `Plot`, `sql`, ...) where the framework keeps
 * what it fetched from the network, so that it fetches nothing. A process of its own, for it starts esbuild:
 * `deno run -A npm_cache.ts [CACHE]`. Done once for each set of packages.
 *
 * The framework takes `_npm/NAME@VERSION/_esm.js` for package NAME if it is there, and the highest version of a package
 * whose version it does not name.
 */
import { createHash } from "node:crypto";
import { dirname, relative } from "node:path/posix";
import { build, type Plugin } from "esbuild";

const modules = "node_modules";
/** What is bundled: each finds the others beside it. */
const bundled = [
  ...["@uwdata/vgplot", "apache-arrow", "arquero", "d3", "d3-dsv"],
  ...["isoformat", "vega", "vega-lite"],
];
const duckdb = "@duckdb/duckdb-wasm";
/** The one version of DuckDB that the framework asks for, whatever stands in it. */
const { DUCKDB_WASM_VERSION: askedDuckdb } = await import(
  "@observablehq/framework/dist/duckdb.js"
);
/** Packages that ours stand before, with some differences. */
const ours = "src/built_ins";
const changed = {
  [duckdb]: `${ours}/duckdb.ts`,
  "@observablehq/plot": `${ours}/plot.ts`,
  htl: `${ours}/htl.ts`,
  "parquet-wasm": `${ours}/parquet_wasm.ts`,
  "vega-lite-api": `${ours}/vega_lite_api.ts`,
};
/** What they import of other parts of the source. */
const shared = [
  ...["csv", "formula", "table_hint"].map((name) => `src/shared/${name}.ts`),
  ...["format", "links", "providers"].map((name) => `src/words/${name}.ts`),
  ...["files", "save", "table"].map((name) => `src/components/${name}.ts`),
];
const worker = [duckdb, "dist/duckdb-browser-eh.worker.js"] as const;
/** Programs that the pages load compressed, see src/built_ins/zipped.ts. */
const programs: [name: string, file: string][] = [
  [duckdb, "dist/duckdb-eh.wasm"],
  ["parquet-wasm", "esm/parquet_wasm_bg.wasm"],
];
/** The framework asks for these too, and our DuckDB never loads them. */
const unused: [name: string, file: string][] = [
  ...programs,
  [duckdb, "dist/duckdb-mvp.wasm"],
  [duckdb, "dist/duckdb-browser-mvp.worker.js"],
];

const cache = Deno.args[0] ?? "src/.observablehq/cache";
const versionOf = async (name: string): Promise<string> =>
  JSON.parse(await Deno.readTextFile(`${modules}/${name}/package.json`)).version;
const all = [...bundled, ...Object.keys(changed)];
const versions = new Map(
  await Promise.all(all.map(async (name) => [name, await versionOf(name)] as const)),
);
const folderOf = (name: string) => `${name}@${name === duckdb ? askedDuckdb : versions.get(name)}`;
const moduleOf = (name: string) => `${folderOf(name)}/_esm.js`;

/** Imports of the other packages stay imports; what only Node has is empty. */
const beside = (own: string): Plugin => ({
  name: "beside",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path: given, kind }) => {
      const path = given.replace(/^(parquet-wasm)\/esm$/, "$1");
      if (kind === "entry-point" || path === own) return null;
      if (path.startsWith("node:")) return { path, namespace: "none" };
      if (!versions.has(path)) return null;
      return { external: true, path: relative(dirname(moduleOf(own)), moduleOf(path)) };
    });
    onLoad({ filter: /./, namespace: "none" }, () => ({ contents: "export {}" }));
  },
});

async function bundle(name: string, entry: string, folder: string): Promise<void> {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [beside(name)],
    logLevel: "error",
  });
  const path = `${folder}/${moduleOf(name)}`;
  await Deno.mkdir(dirname(path), { recursive: true });
  const place = relative(folderOf(name), folderOf("parquet-wasm"));
  await Deno.writeTextFile(path, text.replaceAll("npm:parquet-wasm/", `${place}/`));
}

/** Writes a package's file into `folder`, changed by `change`. */
async function put(
  [name, file]: readonly [name: string, file: string],
  folder: string,
  change: (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => ReadableStream<Uint8Array>,
  end = "",
): Promise<void> {
  const path = `${folder}/${folderOf(name)}/${file}${end}`;
  await Deno.mkdir(dirname(path), { recursive: true });
  const { readable } = await Deno.open(`${modules}/${name}/${file}`);
  await Deno.writeFile(path, change(readable));
}

/** What the cache's content depends on. */
async function state(): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([...versions, askedDuckdb]));
  const names = Array.from(Deno.readDirSync(ours), ({ name }) => `${ours}/${name}`).sort();
  for (const path of [...names, ...shared]) hash.update(await Deno.readTextFile(path));
  hash.update(await Deno.readTextFile("deno.lock"));
  return hash.update(await Deno.readTextFile(new URL(import.meta.url))).digest("hex");
}

const mark = `${cache}/_npm.state`;
const now = await state();
if (await Deno.readTextFile(mark).catch(() => "") !== now) {
  const folder = `${cache}/_npm.${Deno.pid}.tmp`;
  await Promise.all([
    ...bundled.map((name) => bundle(name, name, folder)),
    ...Object.entries(changed).map(([name, entry]) => bundle(name, entry, folder)),
    put(worker, folder, (whole) => whole),
    ...programs.map((program) =>
      put(program, folder, (whole) => whole.pipeThrough(new CompressionStream("gzip")), ".gz")
    ),
  ]);
  for (const [name, file] of unused) {
    await Deno.writeTextFile(`${folder}/${folderOf(name)}/${file}`, "");
  }
  // What else is there may be a higher version, which would be taken instead.
  await Deno.remove(`${cache}/_npm`, { recursive: true }).catch(() => {});
  // Bundles of packages that pages import name versions of others, which may not be installed any more.
  await Deno.remove(`${cache}/_node`, { recursive: true }).catch(() => {});
  await Deno.rename(folder, `${cache}/_npm`);
  await Deno.writeTextFile(mark, now);
}
