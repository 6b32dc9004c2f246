/** Addresses of the site's own pages, as they stand in links that components write. */
import { isFileName } from "../shared/file_name.js";

/** What of an address says which runs a page shows (`src/choice/`): it stays, whatever else a reader chooses. */
export const runKeys = ["run", "since", "until"] as const;

/** Characters that a query may hold as they are; names of models and times read better with them. */
const plain: Record<string, string> = { "%2F": "/", "%3A": ":", "%40": "@" };

/** A query without its question mark, of what is not empty. */
export function queryOf(values: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== "" && value !== null && value !== undefined) query.set(key, String(value));
  }
  return query.toString().replace(/%2F|%3A|%40/g, (code) => plain[code]);
}

/**
 * Attribute of a link that is finished: the framework leaves it as it is. It would encode what a query holds of names
 * once more ("%26" as "%2526"), and take a file to save for one that it makes.
 */
export const external = 'rel="external"';

/**
 * Address of a page, "" the leaderboard, "providers/groq" one below another. It names the page's file, for not every
 * host finds `requests.html` at `requests`; and it is relative, for a site may stand below its host's root.
 *
 * @param up how to get to the root from the page that links: "../" of a provider's page.
 */
export function pageHref(
  page: string,
  query: Parameters<typeof queryOf>[0] = {},
  { up = "./", hash = "" } = {},
): string {
  const search = queryOf(query);
  return `${up}${page ? `${page}.html` : ""}${search ? `?${search}` : ""}${hash ? `#${hash}` : ""}`;
}

/** Address of a run's page; null of an id that no address can hold: such a run has no page. */
export const runHref = (run_id: string, up = "./"): string | null =>
  isFileName(run_id) ? pageHref(`runs/${encodeURIComponent(run_id)}`, {}, { up }) : null;

/** Address of `/explore` with a query in its editor; it is not sent to the host (`explore/address.ts`). */
export const exploreHref = (sql: string, up?: string): string =>
  pageHref("explore", {}, { up, hash: queryOf({ sql }) });
