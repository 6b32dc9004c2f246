/** `catalogue` and its options. */
import { storeOption } from "./values.ts";
import type { Settle, TokenboardCommand } from "./command.ts";

export const addCatalogue = (program: TokenboardCommand, settle: Settle): void =>
  void program.command("catalogue").description(
    "Bring a DuckLake catalogue up to the store, and list what it knows of every day",
  )
    .option(
      "--catalogue <name>",
      "a file, or postgres:dbname=NAME host=HOST (default: TOKENBOARD_CATALOGUE)",
    )
    .option("--results-dir <dir>", "the store, instead of data")
    .addOption(storeOption())
    .option(
      "--json",
      "print {catalogue, runs, added, renewed, gone, not_in_requests, snapshots}",
    )
    .action((options) =>
      settle(import("../commands/catalogue/catalogue.ts").then((c) => c.catalogueCommand(options)))
    );
