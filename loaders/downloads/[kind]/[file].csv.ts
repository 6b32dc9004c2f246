/** A file that a reader takes away, made when it is asked for: the live site has no folder of them. */
import { printDownload } from "@/benchmarks/queries/downloads/downloads.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const option = (name: string) =>
  Deno.args.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? "";
const db = await openStore();
await printDownload(db, `${option("kind")}/${option("file")}`, "csv");
db.close();
