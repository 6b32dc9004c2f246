/** The built site on loopback, as a static host serves it. */

const types: Record<string, string> = {
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webp: "image/webp",
  woff2: "font/woff2",
};

/** How a folder is served. */
interface How {
  plain?: boolean;
  below?: string;
  /** Hears of each answer before it goes, and may change it. */
  answered?: (answer: Response, path: string) => Promise<Response>;
}

/**
 * Serves a folder on a free port of loopback: `/name` is also `name.html` and `name/index.html`. A `plain` host finds
 * only what is there, and the index of a folder; `below` is the path of the site's root, as `/some/where`.
 *
 * @returns the root's address without a slash at its end, and `close`, which waits for answers under way.
 */
export function serveFolder(
  folder: string,
  { plain = false, below = "", answered = (answer) => Promise.resolve(answer) }: How = {},
): { url: string; close(): Promise<void> } {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const whole = decodeURIComponent(new URL(request.url).pathname);
    const path = whole.slice(below.length);
    // An encoded "../" survives the URL parser.
    if (!whole.startsWith(`${below}/`) || path.split(/[\\/]/).includes("..")) {
      return new Response("not found", { status: 404 });
    }
    const candidates = path.endsWith("/")
      ? [`${path}index.html`]
      : plain
      ? [path]
      : [path, `${path}.html`, `${path}/index.html`];
    for (const candidate of candidates) {
      const type = types[candidate.split(".").pop()!] ?? "application/octet-stream";
      const part = await partOf(folder + candidate, request.headers.get("range"), type)
        .catch(() => null);
      if (part) return await answered(part, candidate);
    }
    return new Response("not found", { status: 404 });
  });
  return { url: `http://127.0.0.1:${server.addr.port}${below}`, close: () => server.shutdown() };
}

/** A file whole, or the part of it that a Range header asks for. Throws where there is none. */
async function partOf(path: string, range: string | null, type: string): Promise<Response> {
  const headers: Record<string, string> = { "content-type": type, "accept-ranges": "bytes" };
  // Names of these hold a hash of what is in them, as a good host knows.
  if (/\/_[^/]+\//.test(path)) headers["cache-control"] = "max-age=31536000, immutable";
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === undefined) return new Response(await Deno.readFile(path), { headers });
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const end = Math.min(last ? Number(last) + 1 : size, size);
  const part = new Uint8Array(Math.max(end - Number(first), 0));
  await file.seek(Number(first), Deno.SeekMode.Start);
  for (let at = 0, read; at < part.length && (read = await file.read(part.subarray(at)));) {
    at += read;
  }
  const place = `bytes ${first}-${end - 1}/${size}`;
  return new Response(part, { status: 206, headers: { ...headers, "content-range": place } });
}
