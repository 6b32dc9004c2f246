/** Rows that stay in their bucket, where DuckDB can read them there. */
import type { BucketAccess } from "../../places/access.ts";
import type { PlaceFile } from "../../places/place.ts";
import { printable } from "../../report/table.ts";
import { isLeft } from "../../store/remote/judged_files.ts";
import { findRemote, type FoundRemote } from "../../store/remote/remote_runs.ts";
import type { Wanted } from "./uses.ts";

/** The files of rows among those that a command would bring, kept as they are listed. */
export class LeftThere {
  files: PlaceFile[] = [];
  constructor(private wanted: Wanted) {}

  /** Whether a file is brought; one that is not is noted. */
  brings: Wanted = (file, all) => {
    const wanted = this.wanted(file, all);
    // Of a file that is gone there, a copy that was brought before goes, too.
    if (!wanted || !isLeft(file) || !file.stamp) return wanted;
    this.files.push(file);
    return false;
  };
}

/** Finds the runs of a store whose small files are in `folder`; says what was looked at of them. */
export async function findThere(
  access: BucketAccess,
  folder: string,
  left: PlaceFile[],
  bring: (paths: ReadonlySet<string>) => Promise<void>,
): Promise<FoundRemote> {
  const store = access.url;
  const found = await findRemote({ access, folder: await Deno.realPath(folder), left, bring });
  const { there, brought } = found;
  if (there) {
    console.error(printable(
      `${store}: ${
        runs(there)
      } read where they are: of each the footer of its file was looked at, not every row ` +
        `(deno task site looks at all).`,
    ));
  }
  for (const [why, files] of Map.groupBy(brought, (file) => file.why)) {
    const named = files.slice(0, 3).map(({ path }) => path).join(", ");
    const more = files.length > 3 ? `, and ${files.length - 3} more` : "";
    console.error(printable(`${store}: brought here whole: ${named}${more}: ${why}.`));
  }
  return found;
}

const runs = (n: number) => n === 1 ? "one run is" : `${n.toLocaleString("en-US")} runs are`;
