/** Crafted folders whose names lead elsewhere, or are no files at all. */
import { copyRun, type Crafted, type Place } from "./crafted.ts";

/** Every name that a run folder has, or ever had. */
const names = [
  ...["run.json", "requests.parquet", "journal.jsonl", "recordings.jsonl", "recordings.jsonl.gz"],
  ...["prompts.jsonl", "run.json.tmp", "requests.parquet.tmp", "requests.parquet.jsonl.tmp"],
  ...["journal.damaged.jsonl", "prompts.jsonl.tmp", "reserve.tmp", "writer.tmp"],
];

type Thing = [what: string, make: (path: string, place: Place) => Promise<unknown>];

/** What a name can be instead of a file of its own. */
const things: Thing[] = [
  ["a link to a private file", (path, { outside }) => Deno.symlink(`${outside}/letter`, path)],
  ["a link to nothing", (path, { outside }) => Deno.symlink(`${outside}/no`, path)],
  ["a link to a private folder", (path, { outside }) => Deno.symlink(outside, path)],
  ["a link to itself", (path) => Deno.symlink(path.split("/").at(-1)!, path)],
  ["a folder", (path) => Deno.mkdir(path)],
  ["a second name of a private file", (path, { outside }) => Deno.link(`${outside}/letter`, path)],
];

/** No way to another's file under a name that nobody reads. */
const harmless = ["a link to itself", "a folder"];
const isRead = (name: string) => name === "run.json" || name === "requests.parquet";

/** A whole run whose `name` is such a thing. Beside rows and `run.json` nothing is read, so the rest is harmless. */
const instead = (name: string, [what, make]: Thing): Crafted => ({
  name: `${name} is ${what}`,
  then: isRead(name) ? "named" : "shown",
  async make(place) {
    const path = `${await copyRun(place)}/${name}`;
    await Deno.remove(path).catch(() => {});
    await make(path, place);
  },
});

/** The same of a run that was cut off: its journal asks to be sealed, its recordings to be packed. */
const unsealed = (name: string): Crafted => ({
  name: `${name} is a link, beside a journal`,
  then: "named",
  async make(place) {
    await Deno.mkdir(place.folder);
    await Deno.copyFile(`${place.outside}/craft/run.json`, `${place.folder}/run.json`);
    await Deno.writeTextFile(`${place.folder}/journal.jsonl`, '{"owner":{"pid":1,"host":"x"}}\n');
    await Deno.writeTextFile(`${place.folder}/recordings.jsonl`, "{}\n");
    const path = `${place.folder}/${name}`;
    await Deno.remove(path).catch(() => {});
    await Deno.symlink(`${place.outside}/letter`, path);
  },
});

const targets: [string, string, (place: Place) => string][] = [
  ["requests.parquet", "the sound run's rows", (p) => `${p.store}/sound/requests.parquet`],
  ["run.json", "the sound run's run.json", (p) => `${p.store}/sound/run.json`],
  ["requests.parquet", "a private run's rows", (p) => `${p.outside}/run/requests.parquet`],
  ["run.json", "a private run.json", (p) => `${p.outside}/run/run.json`],
  ["requests.parquet", "this process's memory", () => "/proc/self/mem"],
  ["run.json", "this process's variables", () => "/proc/self/environ"],
  ["requests.parquet", "zeros without end", () => "/dev/zero"],
  ["run.json", "zeros without end", () => "/dev/zero"],
  ["run.json", "the terminal", () => "/dev/tty"],
];

const leading = targets.map(([name, what, target]) =>
  instead(name, [
    `a link to ${what}`,
    (path, place) => Deno.symlink(target(place), path),
  ])
);

const folders: [string, Crafted["then"], (place: Place) => string][] = [
  ["the sound run", "named", (p) => `${p.store}/sound`],
  ["the sound run, by a relative path", "named", () => "sound"],
  ["a private run", "named", (p) => `${p.outside}/run`],
  ["private runs", "named", (p) => p.outside],
  ["the store", "named", () => "."],
  ["the folder above", "named", () => ".."],
  ["the root of the disk", "named", () => "/"],
  // What is no folder is no run, whatever it is called.
  ["nothing", "nothing", (p) => `${p.outside}/no`],
  ["a file", "nothing", (p) => `${p.outside}/letter`],
  ["itself", "nothing", (p) => p.folder],
];

const folderLinks = folders.flatMap(([what, then, target]): Crafted[] => [
  {
    name: `the folder is a link to ${what}`,
    then,
    make: (place) => Deno.symlink(target(place), place.folder),
  },
  {
    name: `a folder in the folder is a link to ${what}`,
    then: what.includes("relative") ? "nothing" : then,
    async make(place) {
      const folder = `${place.folder}/inner`;
      await Deno.mkdir(place.folder);
      await Deno.symlink(target({ ...place, folder }), folder);
      return folder;
    },
  },
]);

/** Things at which a reader would wait for ever. */
const waiting: Thing[] = [
  ["a pipe", async (path) => {
    const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
    if (!success) throw new Error(`mkfifo ${path}`);
  }],
  ["a socket", async (path) => {
    const listener = Deno.listen({ transport: "unix", path: `${path}.s` });
    await Deno.link(`${path}.s`, path); // the first name goes when it is closed
    listener.close();
  }],
];

export const links: Crafted[] = [
  ...names.flatMap((name) =>
    things.filter(([what]) => isRead(name) || !harmless.includes(what))
      .map((thing) => instead(name, thing))
  ),
  ...names.filter((name) => name !== "journal.jsonl").map(unsealed),
  ...leading,
  ...folderLinks,
  ...["run.json", "requests.parquet", "journal.jsonl", "recordings.jsonl.gz"]
    .flatMap((name) => waiting.map((thing) => instead(name, thing))),
];
