/** `deno task import PATH...`: result files of other harnesses become run folders. */
import { type ImportFacts, Refusal } from "../importers/importer.ts";
import { importers } from "../importers/index.ts";
import { writeViewsFile } from "../store/views.ts";
import { type Imported, writeImported } from "./import_run.ts";

/**
 * Imports every file of every path; a run that is there already is left as it is.
 * Returns 0, or 2 where a file was refused: nothing of that file is imported, the others are.
 */
export async function importCommand(
  paths: string[],
  options: ImportFacts & { json?: boolean; resultsDir?: string },
): Promise<number> {
  const done: Imported[] = [];
  const seen = new Set<string>();
  let refused = 0;
  const attempt = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      refused++;
      console.error(`Refused ${reasonOf(name, error)}. Nothing of it was imported.`);
    }
  };
  for (const path of paths) {
    await attempt(path, async () => {
      const { importer, files } = await find(path);
      for (const file of files.filter((f) => !seen.has(f))) {
        seen.add(file);
        await attempt(file, async () => {
          done.push(...await writeImported(await importer.read(file, options), options.resultsDir));
        });
      }
    });
  }
  if (!options.resultsDir && done.length) {
    // A convenience for other tools: the runs are in, whether or not it could be made.
    await writeViewsFile().catch((e) => console.error(`The views file was not renewed: ${e}`));
  }
  if (options.json) console.log(JSON.stringify(done));
  else done.forEach((d) => console.log(line(d)));
  return refused ? 2 : 0;
}

const line = ({ file, run_id, rows, skipped }: Imported): string =>
  `${run_id}: ${rows} rows${skipped ? `, ${skipped} already there` : ""} (${file})`;

function reasonOf(name: string, error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof Deno.errors.NotFound) return `${name}: there is no such file`;
  return `${name}: ${(error as Error).message}`;
}

async function find(path: string) {
  for (const importer of importers) {
    const files = await importer.find(path);
    if (files.length) return { importer, files };
  }
  throw new Refusal(
    path,
    `holds nothing that an importer knows (${importers.map((i) => i.name).join(", ")})`,
  );
}
