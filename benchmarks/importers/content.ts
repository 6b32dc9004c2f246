/** The importer of every format that is known by what its files hold, whatever they are called. */
import { NotText, readHead, readText } from "../files/text_file.ts";
import { aiperf } from "./formats/aiperf.ts";
import { genaiBench } from "./formats/genai_bench.ts";
import { guidellm } from "./formats/guidellm.ts";
import { inferencePerf } from "./formats/inference_perf.ts";
import { llmeter } from "./formats/llmeter.ts";
import { llmnop } from "./formats/llmnop.ts";
import { sglang } from "./formats/sglang.ts";
import { vllm } from "./formats/vllm.ts";
import { filesAt, placeOf } from "./files.ts";
import type { Format, Role } from "./format.ts";
import { type Found, type Importer, Refusal } from "./importer.ts";

/** In the order in which they are asked. */
export const formats: Format[] = [
  guidellm,
  llmnop,
  aiperf,
  inferencePerf,
  genaiBench,
  llmeter,
  vllm,
  sglang,
];

/** Characters that tell a format: longer files are told by their beginning. */
const looked = 100_000;

interface Known {
  file: string;
  format: Format;
  role: Role;
}

async function knownAs(file: string): Promise<Known | null> {
  if (!/\.(jsonl?|ndjson|csv|ya?ml|txt|log)$/i.test(file)) return null;
  const head = await readHead(file, looked).catch(() => "");
  for (const format of formats) {
    const role = format.role(head);
    if (role) return { file, format, role };
  }
  return null;
}

export const byContent: Importer = {
  name: formats.map((f) => f.name).join(", "),
  async find(path) {
    const { isFile } = await Deno.stat(path);
    const files = isFile ? await neighboursOf(path) : await filesAt(path);
    const known = (await Promise.all(files.map(knownAs))).filter((k) => k !== null);
    const groups = [...Map.groupBy(known, (k) => `${placeOf(k.file).folder} ${k.format.name}`)]
      .flatMap(([, some]) => groupsOf(some));
    return isFile ? groups.filter((g) => [g.file, ...g.beside].includes(path)) : groups;
  },
  async read({ file, beside }, facts) {
    const found = await knownAs(file);
    if (!found) throw new Refusal(file, "is none of the files that were found");
    if (found.role === "settings") {
      throw new Refusal(
        file,
        `holds settings of ${found.format.name} and no results: those of a run belong beside it`,
      );
    }
    const texts = await Promise.all([file, ...beside].map(async (f) => ({
      file: f,
      text: await textOf(f),
    })));
    return found.format.read(texts[0], texts.slice(1), facts);
  },
};

/** The files of one format and folder: rows with what belongs to them, and the others alone. */
function groupsOf(known: Known[]): Found[] {
  const rows = known.filter((k) => k.role === "rows");
  const statistics = known.filter((k) => k.role === "statistics");
  const settings = known.filter((k) => k.role === "settings").map((k) => k.file);
  const { belongs } = known[0].format;
  const ofRows = (file: string) =>
    belongs
      ? statistics.map((s) => s.file).filter((s) =>
        (rows.length === 1 && statistics.length === 1) ||
        belongs(placeOf(s).name, placeOf(file).name)
      )
      : [];
  const groups = rows.map(({ file }) => ({ file, beside: [...ofRows(file), ...settings] }));
  const taken = groups.flatMap((g) => g.beside);
  const alone = statistics.map((s) => s.file).filter((s) => !taken.includes(s))
    .map((file) => ({ file, beside: settings }));
  const found = [...groups, ...alone];
  for (const { file } of known.filter((k) => k.role === "copy")) {
    const stem = stemOf(file);
    const whose = found.find((g) => [g.file, ...g.beside].some((f) => stemOf(f) === stem)) ??
      found.find((g) => belongs?.(`${placeOf(stem).name}.json`, placeOf(g.file).name));
    if (whose) whose.beside.push(file);
    else found.push({ file, beside: [...settings] });
  }
  return found.length ? found : settings.map((file) => ({ file, beside: [] }));
}

/** A path without the end of its name. */
const stemOf = (path: string) => path.replace(/\.[^./]+$/, "");

async function neighboursOf(path: string): Promise<string[]> {
  const { folder } = placeOf(path);
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const prefix = path.slice(0, path.length - placeOf(path).name.length);
  return entries.filter((e) => !e.isDirectory).map((e) => `${prefix}${e.name}`).sort();
}

async function textOf(file: string): Promise<string> {
  try {
    return await readText(file);
  } catch (error) {
    throw new Refusal(file, error instanceof NotText ? error.message : "cannot be read");
  }
}
