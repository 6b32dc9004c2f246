/**
 * `presets.jsonc` in the folder of a store: views that its publisher gives a name, "70B chat, fastest first". Each is a
 * page with its query, offered over the boards and at an address of its own.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { readSettings, text } from "./publisher_file.ts";

/** Pages that take a query, as their addresses name them. */
const pages = [
  ...["", "distributions", "compare", "cost", "reliability", "correctness", "time", "history"],
  ...["outliers", "filter", "explore", "requests", "runs", "data", "providers", "quickstart"],
  ...["load/", "sessions/", "reconcile/", "search/", "editions/", "reports/"],
];

const schema = z.array(z.strictObject({
  name: text(80).describe("What the link says"),
  page: z.string().max(80).refine(
    (page) => pages.includes(page) || /^(notebooks|reports|providers)\/[a-z0-9-]+$/.test(page),
    'must be a page, as "time", "load/" or "notebooks/steadiness"',
  ).optional().describe('The page, as "time" or "load/" (default: the boards)'),
  query: z.record(
    text(80),
    text(500).refine(
      (value) => !/\{(?!month\})/.test(value),
      "knows no word in braces but {month}",
    ),
  ).describe(
    "What the page's address says behind its question mark; {month} is the first day of this month",
  ),
})).max(50).refine(
  (all) => new Set(all.map(({ name }) => slugOf(name))).size === all.length,
  "has two names that are the same in an address",
);

/** A view, its query as it stands today. */
export interface Preset {
  name: string;
  /** Names it in addresses: `presets/SLUG.html`. */
  slug: string;
  /** "" the boards, "time", "load/". */
  page: string;
  query: Record<string, string>;
}

/** The words of a name as a part of an address; letters that it has no place for are told apart by their digest. */
function slugOf(name: string): string {
  const letters = name.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const plain = letters.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  if (plain && !/[^\p{ASCII}\p{P}\p{S}\s]/u.test(letters)) return plain;
  const digest = createHash("sha256").update(name.normalize("NFC")).digest("hex").slice(0, 8);
  return `${plain || "view"}-${digest}`;
}

/** The views of the store in `folder`, as of an ISO day; none without such a file. Throws `ConfigError`, with lines. */
export async function readPresets(folder: string, today: string): Promise<Preset[]> {
  const found = await readSettings(`${folder}/presets.jsonc`, schema, {
    as: "be used as a list of views",
    published: "a view",
  });
  const month = `${today.slice(0, 7)}-01`;
  return (found ?? []).map(({ name, page = "", query }) => ({
    name,
    slug: slugOf(name),
    page,
    query: Object.fromEntries(
      Object.entries(query).map(([key, value]) => [key, value.replaceAll("{month}", month)]),
    ),
  }));
}
