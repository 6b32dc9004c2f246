/** Crafted folders that hold more than a run, less than one, or one that another folder holds. */
import { copyRun, type Crafted, type Place } from "./crafted.ts";

const crafted = (
  name: string,
  then: Crafted["then"],
  make: (place: Place) => Promise<string | void>,
): Crafted => ({ name, then, make });

/** A stranger's run that says it is the sound one, at `at` in the store. */
const another = (at: string): Crafted =>
  crafted(`a run called sound in ${at}`, "named", async (place) => {
    const path = `${place.store}/${at}`;
    await copyRun(place, path);
    const run = JSON.parse(await Deno.readTextFile(`${path}/run.json`));
    await Deno.writeTextFile(`${path}/run.json`, JSON.stringify({ ...run, run_id: "sound" }));
    const file = `'${path}/requests.parquet'`;
    await place.db.run(`CREATE OR REPLACE TEMP TABLE rows AS
      SELECT * REPLACE ('sound' AS run_id) FROM read_parquet(${file})`);
    await place.db.run(`COPY rows TO ${file} (FORMAT parquet)`);
    return path;
  });

/** A run that was cut off, as another checkout leaves it: its journal is not ours to seal. */
const cutOff = (name: string, lines: string, more: Record<string, string> = {}): Crafted =>
  crafted(`a journal: ${name}`, "named", async ({ folder, outside }) => {
    await Deno.mkdir(folder);
    await Deno.copyFile(`${outside}/craft/run.json`, `${folder}/run.json`);
    await Deno.writeTextFile(`${folder}/journal.jsonl`, lines);
    for (const [file, text] of Object.entries(more)) {
      await Deno.writeTextFile(`${folder}/${file}`, text);
    }
  });
const owner = (pid: number, host: string) => `${JSON.stringify({ owner: { pid, host } })}\n`;
const row = JSON.stringify({
  row: { run_id: "sound", provider: "acme", model: "m", status: "ok" },
  text: {},
});

const sparse = (file: string, ends: string): Crafted =>
  crafted(`${file} of 20 GB of nothing`, "named", async (place) => {
    const path = `${await copyRun(place)}/${file}`;
    await Deno.writeTextFile(path, ends);
    await Deno.truncate(path, 20e9);
    await Deno.writeTextFile(path, ends, { append: true });
  });

export const folders: Crafted[] = [
  ...["0sound", "0first/sound", "sound2/sound", "zsound"].map(another),
  cutOff("no byte", ""),
  cutOff("a line torn", owner(1, "elsewhere") + '{"row":{"torn'),
  cutOff("of this very process", owner(Deno.pid, Deno.hostname()) + `${row}\n`),
  cutOff("rows of the sound run", owner(1, "elsewhere") + `${row}\n`.repeat(5)),
  cutOff("depth without end", owner(1, "x") + `{"row":${"[".repeat(100_000)}\n`),
  cutOff("no lines but bytes", "\0".repeat(10_000)),
  cutOff("beside files that are not whole", owner(1, "x"), {
    "requests.parquet.0123456789ab.tmp": "half",
    "run.json.0123456789ab.tmp": "half",
    "reserve.tmp": "x",
  }),
  cutOff("beside recordings to pack", owner(1, "x"), { "recordings.jsonl": "{}\n" }),
  cutOff("that a process seems to write", owner(1, "x"), { "writer.tmp": "" }),
  sparse("run.json", "{}"),
  sparse("requests.parquet", "PAR1"),
  crafted("no requests", "named", async (place) => {
    await Deno.remove(`${await copyRun(place)}/requests.parquet`);
  }),
  crafted("no run.json", "named", async (place) => {
    await Deno.remove(`${await copyRun(place)}/run.json`);
  }),
  crafted("names of another letter case", "nothing", async ({ folder, outside }) => {
    await Deno.mkdir(folder);
    await Deno.copyFile(`${outside}/craft/run.json`, `${folder}/RUN.JSON`);
    await Deno.copyFile(`${outside}/craft/requests.parquet`, `${folder}/Requests.Parquet`);
  }),
  crafted("no files", "nothing", ({ folder }) => Deno.mkdir(folder)),
  crafted("a run three levels down", "nothing", async (place) => {
    await copyRun(place, `${place.folder}/a/b`);
  }),
  crafted("a run two levels down", "shown", async (place) => {
    await copyRun(place, `${place.folder}/a`);
  }),
  crafted("a run within the sound run", "nothing", async (place) => {
    await copyRun(place, `${place.folder}/x`);
    await Deno.rename(`${place.folder}/x`, `${place.store}/sound/inner`);
    await Deno.remove(place.folder);
  }),
  crafted("500 folders", "nothing", async ({ folder }) => {
    for (let i = 0; i < 500; i++) await Deno.mkdir(`${folder}/${i}`, { recursive: true });
  }),
  crafted(
    "200 levels",
    "nothing",
    ({ folder }) => Deno.mkdir(`${folder}${"/d".repeat(200)}`, { recursive: true }),
  ),
  crafted("more Parquet beside its own", "shown", async (place) => {
    const path = await copyRun(place);
    for (const name of ["requests2.parquet", "requests.parquet.bak", "a.parquet"]) {
      await Deno.copyFile(`${place.store}/sound/requests.parquet`, `${path}/${name}`);
    }
  }),
  crafted("a list of what this checkout wrote", "shown", async (place) => {
    const path = await copyRun(place);
    await Deno.mkdir(`${path}/.store/written`, { recursive: true });
    const entry = JSON.stringify({ folder: path, inode: null });
    await Deno.writeTextFile(`${path}/.store/written/x.json`, entry);
  }),
  crafted("settings for DuckDB", "shown", async (place) => {
    const path = await copyRun(place);
    for (const name of [".duckdbrc", "requests.parquet.wal", "tokenboard.duckdb.wal", ".env"]) {
      await Deno.writeTextFile(`${path}/${name}`, "COPY (SELECT 1) TO 'x';\nOPENAI_API_KEY=x\n");
    }
  }),
];
