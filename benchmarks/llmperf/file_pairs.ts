/** Which responses of LLMPerf belong to which summary: by name, by the name inside, or as the only two left. */
import { readHead, readText } from "../files/text_file.ts";
import type { Found } from "../importers/importer.ts";
import { placeOf } from "../importers/files.ts";
import { type LlmperfName, llmperfName } from "./file_names.ts";

/** Every file of LLMPerf's among `files`, each pair once; what found no partner stands alone. */
export async function pairsOf(files: string[]): Promise<Found[]> {
  const named = (await Promise.all(files.map(nameOf))).filter((n) => n !== null);
  return [...Map.groupBy(named, (n) => n.folder).values()]
    .map(pairsOfFolder).reduce(async (all, some) => [...await all, ...await some], noPairs);
}

const noPairs: Promise<Found[]> = Promise.resolve([]);

async function pairsOfFolder(named: LlmperfName[]): Promise<Found[]> {
  const responses = named.filter((n) => n.role === "responses");
  const summaries = named.filter((n) => n.role === "summary");
  const partner = new Map<LlmperfName, LlmperfName>();
  const match = async (alike: (r: LlmperfName, s: LlmperfName) => boolean | Promise<boolean>) => {
    const taken = new Set(partner.values());
    for (const r of responses.filter((r) => !partner.has(r))) {
      for (const s of summaries.filter((s) => !taken.has(s))) {
        if (!partner.has(r) && await alike(r, s)) taken.add(s), partner.set(r, s);
      }
    }
  };
  await match((r, s) => r.stem === s.stem && r.copy === s.copy);
  // Only one of the two was downloaded twice, or renamed: then what they hold must agree.
  await match(async (r, s) => r.stem === s.stem && await agree(r, s));
  await match(async (r, s) => (await nameInside(s)) === r.stem && await agree(r, s));
  const left = [responses, summaries].map((all) =>
    all.filter((n) => !partner.has(n) && ![...partner.values()].includes(n))
  );
  if (left.every((alone) => alone.length === 1)) await match(agree);
  const taken = new Set(partner.values());
  return [
    ...responses.map((r) => ({
      file: r.path,
      beside: [partner.get(r)].flatMap((s) => s ? [s.path] : []),
    })),
    ...summaries.filter((s) => !taken.has(s)).map((s) => ({ file: s.path, beside: [] })),
  ];
}

/** A file by its name, or by what it begins with. */
async function nameOf(path: string): Promise<LlmperfName | null> {
  const found = llmperfName(path);
  if (found || !/\.json$/i.test(path)) return found;
  const head = await readHead(path, 4096).catch(() => "");
  const role = /^\s*\{/.test(head) && has(head, "num_concurrent_requests") &&
      /"results_[a-z_]+"\s*:/.test(head)
    ? "summary"
    : /^\s*\[/.test(head) && has(head, "end_to_end_latency_s") && has(head, "error_code")
    ? "responses"
    : null;
  const { folder, name } = placeOf(path);
  return role && { path, folder, stem: name.replace(/\.json$/i, ""), copy: "", role };
}

const has = (text: string, key: string) => new RegExp(`"${key}"\\s*:`).test(text);

/** What LLMPerf called a summary when it wrote it. */
async function nameInside({ path }: LlmperfName): Promise<string | null> {
  const name = /"name"\s*:\s*"([^"]*)_summary"/.exec(await readText(path).catch(() => ""));
  return name?.[1] ?? null;
}

/** As many responses as the summary counted. */
async function agree(responses: LlmperfName, summary: LlmperfName): Promise<boolean> {
  try {
    const counted = /"results_num_requests_started"\s*:\s*(\d+)/.exec(await readText(summary.path));
    const held = (await readText(responses.path)).match(/"end_to_end_latency_s"\s*:/g);
    return counted !== null && Number(counted[1]) === held?.length;
  } catch {
    return false;
  }
}
