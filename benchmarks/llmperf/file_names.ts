/** What LLMPerf's files are called, by LLMPerf and by those who copied, downloaded or renamed them. */
import { placeOf } from "../importers/files.ts";

export interface LlmperfName {
  path: string;
  /** Folder of its pair: that above `individual/` and `summary/`. */
  folder: string;
  /** What both files of a pair begin with. */
  stem: string;
  /** What a browser or a file manager added to the name of a copy; empty where nothing. */
  copy: string;
  role: "responses" | "summary";
}

/** "X (1)" of browsers, "X - Copy (2)" of Windows, "X copy 2" of macOS, "X (copy)" of GNOME. */
const copyMark = / ?(\(\d+\)|- Copy( \(\d+\))?|copy( \d+)?|\((another |\d+\w\w )?copy\))$/i;

/** The name of a file of LLMPerf's; null where it is called otherwise. */
export function llmperfName(path: string): LlmperfName | null {
  const { folder, name } = placeOf(path);
  if (!/\.json$/i.test(name)) return null;
  // Google Drive puts the mark in front.
  const bare = name.slice(0, -".json".length).replace(/^Copy of /i, "");
  const copy = copyMark.exec(bare)?.[0] ?? "";
  const base = bare.slice(0, bare.length - copy.length);
  const shared = { path, copy: copy.trim() };
  const [, stem, what] = /^(.+)_(individual_responses|summary)$/i.exec(base) ?? [];
  if (stem) {
    const role = what.toLowerCase() === "summary" ? "summary" : "responses";
    return { ...shared, folder: outside(folder), stem, role };
  }
  const [, kind] = /(?:^|\/)(individual|summary)$/.exec(folder) ?? [];
  return kind
    ? {
      ...shared,
      folder: outside(folder),
      stem: base,
      role: kind === "summary" ? "summary" : "responses",
    }
    : null;
}

const outside = (folder: string) => folder.replace(/(^|\/)(individual|summary)$/, "") || ".";
