/**
 * `build_page.ts page /reports/NAME OUT --config FILE`: builds one page of the site into the folder TOKENBOARD_DIST,
 * and writes it to OUT as a file that needs no other.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { build } from "@observablehq/framework/dist/build.js";
import { readConfig } from "@observablehq/framework/dist/config.js";
import { mendSite } from "../mend.ts";
import { cache } from "../npm.ts";
import { oneFile } from "./one_file.ts";

const { values, positionals: [, page, out] } = parseArgs({
  allowPositionals: true,
  options: { config: { type: "string" } },
});
const config = await readConfig(values.config);
config.paths = async function* () {
  yield page;
};
const dist = process.env.TOKENBOARD_DIST!;
await build({ config });
await mendSite(dist, cache, null);
try {
  await Deno.writeTextFile(out, await oneFile(dist, page));
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}
Deno.exit(0); // what bundles goes on waiting for more
