/** An analyst's own Parquet of the data folder, for cells. */
import { printOwnFile } from "@/benchmarks/store/own_tables.ts";

await printOwnFile("parquet");
