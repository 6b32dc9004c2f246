/** Of files that hold the same, the first that this checkout made: whatever is made of it stays the same, too. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { partialOf } from "../../files/own_file.ts";

const own = fileURLToPath(new URL("../../../data/.store/same", import.meta.url));
/** Of each name those that were asked for last stay: a site before a change, and after it. */
const most = 2;

/** The file that was kept for `content`, or `made`, which is kept from now on; `made` where nothing can be kept. */
export async function firstOfContent(
  made: string,
  content: string,
  folder = own,
): Promise<string> {
  const kept = `${folder}/${content}-${basename(made)}`;
  try {
    await Deno.mkdir(folder, { recursive: true });
    if (!await Deno.stat(kept).then((s) => s.isFile, () => false)) {
      const partial = partialOf(kept);
      await Deno.copyFile(made, partial);
      await Deno.rename(partial, kept);
    }
    const now = (await Deno.stat(made)).mtime!; // by the disk's own clock
    await Deno.utime(kept, now, now);
    await forgetOld(folder, basename(made));
    return kept;
  } catch {
    return made; // a checkout that may only be read, or a full disk
  }
}

async function forgetOld(folder: string, own: string): Promise<void> {
  const alike = Array.from(Deno.readDirSync(folder)).filter(({ name }) => name.endsWith(`-${own}`));
  const files = await Promise.all(
    alike.map(async ({ name }) => {
      const path = `${folder}/${name}`;
      const at = await Deno.stat(path).then((s) => s.mtime?.getTime() ?? 0, () => 0);
      return { path, at };
    }),
  );
  for (const { path } of files.toSorted((a, b) => b.at - a.at).slice(most)) {
    await Deno.remove(path).catch(() => {}); // another build did
  }
}
