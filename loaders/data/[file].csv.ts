/** An analyst's own CSV of the data folder, for cells: `sql: {prices: ../loaders/data/prices.csv}`. */
import { printOwnFile } from "@/benchmarks/store/own_tables.ts";

await printOwnFile("csv");
