/** The reports of a checkout. */
import { readdirSync, readFileSync } from "node:fs";
import { definitionIn, isReportName, type ReportDefinition, reportsFolder } from "./definition.ts";

export interface ListedReport {
  name: string;
  /** Its first heading, as text. */
  title: string;
  /** Or what is wrong with it, as a sentence. */
  definition: ReportDefinition | string;
}

/** Every report that is no draft, the newest first. A build asks for it before it has started anything. */
export function reportsIn(folder = reportsFolder): ListedReport[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // there is no such folder
  }
  return names.filter((file) => file.endsWith(".md") && isReportName(file.slice(0, -3)))
    .map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }))
    .filter(({ text }) => !/^---\s[^]*?^draft: *true\b[^]*?^---/m.test(text))
    .map(({ file, text }) => ({
      name: file.slice(0, -3),
      title: /^# +(.+)$/m.exec(text)?.[1].replace(/\\(.)/g, "$1") ?? file.slice(0, -3),
      definition: definitionIn(text),
    }))
    .sort((a, b) => dayOf(b).localeCompare(dayOf(a)) || a.title.localeCompare(b.title, "en"));
}

const dayOf = ({ definition }: ListedReport) =>
  typeof definition === "string" ? "" : definition.written_on;
