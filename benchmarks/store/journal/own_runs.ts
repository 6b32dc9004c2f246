/**
 * Which run folders this installation wrote. The list is in this checkout: a folder cannot say it of itself, since what
 * stands in it may be a stranger's.
 */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { writeWhole } from "../../files/own_file.ts";

const list = fileURLToPath(new URL("../../../data/.store/written", import.meta.url));
/** More than that are looked through for folders that are gone. */
const many = 200;

interface Entry {
  folder: string;
  /** Which folder of that name: another may take its place. Null where the system does not number them. */
  inode: string | null;
}

const fileOf = (folder: string) =>
  `${list}/${createHash("sha256").update(folder).digest("hex").slice(0, 32)}.json`;

async function entryOf(path: string): Promise<Entry> {
  const folder = await Deno.realPath(path);
  const { dev, ino } = await Deno.stat(folder);
  return { folder, inode: ino === null ? null : `${dev} ${ino}` };
}

/** Notes that we write this folder. Where nothing can be noted, its run must be named to be gone on with. */
export async function rememberOwn(path: string): Promise<void> {
  const entry = await entryOf(path);
  try {
    await Deno.mkdir(list, { recursive: true });
    await writeWhole(fileOf(entry.folder), JSON.stringify(entry));
    await forgetGone();
  } catch { /* a checkout that may only be read */ }
}

/** Whether we wrote this folder. */
export async function isOwn(path: string): Promise<boolean> {
  try {
    const entry = await entryOf(path);
    const noted: Entry = JSON.parse(await Deno.readTextFile(fileOf(entry.folder)));
    return noted.folder === entry.folder && noted.inode === entry.inode;
  } catch {
    return false;
  }
}

async function forgetGone(): Promise<void> {
  const names = Array.from(Deno.readDirSync(list), ({ name }) => name);
  if (names.length <= many) return;
  for (const name of names) {
    const { folder }: Entry = JSON.parse(await Deno.readTextFile(`${list}/${name}`));
    const there = await Deno.stat(folder).then(
      () => true,
      (error) => !(error instanceof Deno.errors.NotFound),
    );
    if (!there) await Deno.remove(`${list}/${name}`);
  }
}
