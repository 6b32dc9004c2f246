/** The tables of every SQL cell: `requests`, `runs`, `latest`, `metrics`. */
import { printStoreFile } from "@/benchmarks/queries/store_file.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
await printStoreFile(db);
db.close();
