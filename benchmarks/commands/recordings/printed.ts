/** What another tool printed of its own run, from its result file. */
import { importers } from "../importers.ts";
import type { RunFile } from "../../store/run_file.ts";

/** The runs of a result file, with the figures that the tool printed. Throws where there are none. */
export async function printedIn(path: string): Promise<RunFile[]> {
  for (const importer of importers) {
    for (const found of await importer.find(path)) {
      const runs = (await importer.read(found, {})).map(({ run }) => run);
      const printed = runs.filter(({ reported }) => reported?.length);
      if (printed.length) return printed;
    }
  }
  throw new Error(`${path}: holds no figure that a tool printed of a run`);
}
