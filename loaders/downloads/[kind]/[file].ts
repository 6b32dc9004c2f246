/** A file that a reader takes away, made when it is asked for: the live site has no folder of them. */
import { downloadsOf, type Format, writeDownload } from "@/benchmarks/store/downloads.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const option = (name: string) =>
  Deno.args.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? "";
const [, name, format] = /^(.*)\.(parquet|csv|json)$/.exec(option("file")) ?? [];
const db = await openStore();
const found = (await downloadsOf(db)).find(({ path }) => path === `${option("kind")}/${name}`);
if (!found) throw new Error(`There is no download ${option("kind")}/${option("file")}`);
const path = await Deno.makeTempFile();
try {
  await writeDownload(db, found, format as Format, path);
  await (await Deno.open(path)).readable.pipeTo(Deno.stdout.writable);
} finally {
  await Deno.remove(path);
  db.close();
}
