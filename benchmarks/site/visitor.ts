/** Who may ask the live site, which starts programs: pages of its own and their reader, no page of others. Pure. */

/** What is looked at of a request. Names of `headers` are in lower case. */
export interface Visit {
  method?: string;
  url?: string;
  headers: Record<string, string | string[] | undefined>;
}

/**
 * Why a request to the live site on `port` of this machine is refused; null where it is answered.
 *
 * A name that was pointed at this machine (DNS rebinding) shows in Host, a page of others in Origin or, where browsers
 * send no Origin, in the Sec-Fetch headers (Fetch Metadata, W3C). A link to a page from elsewhere is followed; to
 * anything else it is not, for a file may be what a program has yet to make.
 */
export function refusalOf({ method, url = "", headers }: Visit, port: number): string | null {
  const hosts = ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`);
  const { host, origin } = headers;
  if (!hosts.includes(String(host).toLowerCase())) {
    return `The live site answers to ${hosts.join(", ")} only.`;
  }
  if (origin !== undefined && origin !== `http://${String(host).toLowerCase()}`) {
    return "The live site answers its own pages only.";
  }
  const site = headers["sec-fetch-site"];
  const followed = headers["sec-fetch-mode"] === "navigate" &&
    headers["sec-fetch-dest"] === "document" && /^\/(?!_)/.test(url) && !url.startsWith("//");
  if (site !== undefined && site !== "same-origin" && site !== "none" && !followed) {
    return "The live site answers its own pages only.";
  }
  if (method !== "GET" && method !== "HEAD") return "The live site is only read.";
  return null;
}
