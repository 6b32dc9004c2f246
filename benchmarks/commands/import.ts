/** `deno task import PATH...`: result files of other harnesses become run folders. */
import { readHead } from "../files/text_file.ts";
import { filesAt } from "../importers/files.ts";
import { foreignText, reportText } from "../importers/foreign.ts";
import { type Found, type Importer, type ImportFacts, Refusal } from "../importers/importer.ts";
import { addToCatalogue, refuseCatalogue } from "./catalogue/kept.ts";
import type { CatalogueOptions } from "./catalogue/named.ts";
import { importers } from "./importers.ts";
import type { Row } from "../record/record.ts";
import type { RunFile } from "../store/run_file.ts";
import { sameStore } from "../report/summary/summary_next.ts";
import { runsFolder } from "../store/views.ts";
import { writeViewsFile } from "../store/views_file.ts";
import { type Imported, writeImported } from "./import_run.ts";

/**
 * Imports every file of every path; a run that is there already is left as it is.
 * Returns 0, or 2 where a file was refused: nothing of that file is imported, the others are.
 */
export async function importCommand(
  paths: string[],
  options: ImportFacts & CatalogueOptions & { json?: boolean; store?: string },
): Promise<number> {
  await refuseCatalogue(options);
  const done: Imported[] = [];
  const seen = new Set<string>();
  const lacks = new Map<string, string[]>();
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
      const found = await find(path);
      for (const { one, importer } of found.filter(({ one }) => !seen.has(one.file))) {
        seen.add(one.file);
        await attempt(one.file, async () => {
          const runs = await importer.read(one, options);
          done.push(...await writeImported(runs, options.resultsDir));
          for (const { run, rows } of runs) {
            lacks.set(run.run_id, lackOf(run));
            const said = [...unusedOf(rows, options), ...unknownOf(rows)];
            for (const line of said) console.error(`${one.file}: ${line}.`);
          }
        });
      }
      await nameForeign(path, found.map(({ one }) => one));
    });
  }
  if (!options.resultsDir && done.length) {
    // A convenience for other tools: the runs are in, whether or not it could be made.
    await writeViewsFile().catch((e) => console.error(`The views file was not renewed: ${e}`));
  }
  const into = options.resultsDir ?? runsFolder();
  const fresh = done.filter(({ skipped }) => !skipped).map(({ run_id }) => `${into}/${run_id}`);
  await addToCatalogue(options, fresh);
  if (options.json) console.log(JSON.stringify(done));
  else {
    done.forEach((d) => console.log([line(d), ...lacks.get(d.run_id) ?? []].join("\n  ")));
    const [one] = done;
    if (one) {
      console.log(`See what it says: deno task runs show ${one.run_id}${sameStore(options)}`);
    }
  }
  return refused ? 2 : 0;
}

const line = ({ file, run_id, rows, skipped }: Imported): string =>
  `${run_id}: ${rows} rows${skipped ? `, ${skipped} already there` : ""} (${file})`;

/** What a reader must know of a run before its numbers. */
const lackOf = ({ clock, selection }: RunFile): string[] => [
  ...clock ? [`times: ${clock}`] : [],
  ...selection ? [`in no ranking: ${selection}`] : [],
];

/** What the command line says of rows that say it themselves. */
function unusedOf(rows: readonly Row[], facts: ImportFacts): string[] {
  return (["provider", "model"] as const).flatMap((name) => {
    const own = [...new Set(rows.map((row) => row[name]))].filter((text) => text !== facts[name]);
    return facts[name] === undefined || !own.length
      ? []
      : [`--${name} ${facts[name]} is not used: its rows name ${own.join(", ")} and keep it`];
  });
}

/** What rows do not say, and how one says it: systems that are called alike are one system on every board. */
function unknownOf(rows: readonly Row[]): string[] {
  return (["provider", "model"] as const).filter((name) =>
    rows.some((row) => row[name] === "unknown")
  )
    .map((name) =>
      `it does not name the ${name}, which is unknown in its rows; --${name} NAME names it`
    );
}

function reasonOf(name: string, error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof Deno.errors.NotFound) return `${name}: there is no such file`;
  return `${name}: ${(error as Error).message}`;
}

/** What each importer takes of a path; a file goes to the first that takes it. */
async function find(path: string) {
  const all: { one: Found; importer: Importer }[] = [];
  for (const importer of importers) {
    const taken = new Set(all.flatMap(({ one }) => [one.file, ...one.beside]));
    const found = await importer.find(path);
    all.push(...found.filter((one) => !taken.has(one.file)).map((one) => ({ one, importer })));
  }
  if (all.length) return all;
  const foreign = await known(await filesAt(path), foreignText);
  const [first] = foreign;
  if (first) {
    const more = foreign.length - 1;
    throw new Refusal(
      first.file,
      `${first.what}${more ? ` (${more} more like it in ${path})` : ""}`,
    );
  }
  throw new Refusal(
    path,
    `holds nothing that an importer knows (${importers.map((i) => i.name).join(", ")})`,
  );
}

/** The files of which `told` knows by their beginning what they are. */
async function known(files: string[], told: (text: string) => string | null) {
  const found: { file: string; what: string }[] = [];
  for (const file of files.filter((f) => /\.(jsonl?|csv|ya?ml|ndjson|txt|log)$/i.test(f))) {
    const what = told(await readHead(file).catch(() => ""));
    if (what) found.push({ file, what });
  }
  return found;
}

/** Says which other files of a folder are reports of another harness. */
async function nameForeign(path: string, found: Found[]): Promise<void> {
  const read = new Set(found.flatMap(({ file, beside }) => [file, ...beside]));
  const others = (await filesAt(path)).filter((file) => !read.has(file));
  for (const { file, what } of await known(others, reportText)) {
    console.error(`Not imported: ${file}: ${what}.`);
  }
}
