/** How the client of a bucket asks: every answer ends by itself, comes of the server that was named, and is S3's. */
import { PlaceFault, WrongStore } from "./faults.ts";
import { untilIdle } from "./idle.ts";

/** What a bucket is waited for, and how much of it is taken. */
export interface Limits {
  /** Until an answer begins, beside the time that what is sent takes. */
  answerMs: number;
  /** Longer nothing comes of a body that is still coming. */
  idleMs: number;
  /** Until a page of a list is there whole. */
  pageMs: number;
  /** Of the names of one list, and of the pages that it comes in. */
  mostFiles: number;
  mostPages: number;
}

export const usualLimits: Limits = {
  answerMs: 20_000,
  idleMs: 60_000,
  pageMs: 120_000,
  mostFiles: 1_000_000,
  mostPages: 10_000,
};

/** Slower is no way to a bucket: what is sent is given up. */
const slowestBytesPerMs = 100;
/** A page has 1,000 names of 1,024 bytes at most, each byte of them written as three. */
const mostPageBytes = 32 * 2 ** 20;

/** The named server of a store, as far as messages know it; `endpoint` is null of AWS's own. */
interface Asked {
  name: string;
  server: string;
  endpoint: string | null;
}

/**
 * `fetch` for the client of a bucket. Whatever a server answers, nothing is sent to another: a request holds the
 * session's token and rows. Throws `PlaceFault` where a server sends on, stops amid an answer or lists as S3 does not,
 * and a `TimeoutError`, which the client tries again, where no answer comes.
 */
export function bucketFetch(at: Asked, limits: Limits): typeof fetch {
  return async (input: RequestInfo | URL) => {
    const request = input as Request; // the client makes no other
    const bytes = Number(request.headers.get("content-length")) || 0;
    const answer = await inTime(request, limits.answerMs + bytes / slowestBytesPerMs);
    if (at.endpoint !== null) refuseOther(at, request, answer);
    if (!answer.body) return answer;
    const stopped = `Store ${at.name}: ${at.server} stops amid an answer.`;
    const body = untilIdle(answer.body, limits.idleMs, stopped);
    // A page of a list is looked at whole.
    const isList = request.method === "GET" &&
      new URL(request.url).searchParams.has("list-type") && answer.ok;
    if (!isList) return new Response(body, answer);
    const endless = `Store ${at.name}: ${at.server} gives a page of a list without an end.`;
    const page = await wholePage(body, limits.pageMs, stopped, endless);
    if (!isListOfS3(page)) {
      throw new PlaceFault(
        `Store ${at.name}: ${at.server} answers with something else than the list of a bucket; ` +
          "it is no server of S3, or something stands before it, such as a page to log in.",
      );
    }
    return new Response(page, answer);
  };
}

/** The answer once it begins; its body is the caller's to wait for. Redirects are answers. */
export async function inTime(request: Request, ms: number): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException("No answer came in time.", "TimeoutError")),
    ms,
  );
  const ended = () => late.abort(request.signal.reason);
  request.signal.addEventListener("abort", ended, { once: true });
  try {
    return await fetch(request, { redirect: "manual", signal: late.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** AWS's own says by a redirect in which region a bucket is, and the client asks there. */
function refuseOther({ name, server }: Asked, request: Request, answer: Response): void {
  const to = answer.headers.get("location");
  if (answer.status < 300 || answer.status > 399 || to === null) return;
  answer.body?.cancel().catch(() => {});
  const url = URL.canParse(to, request.url) ? new URL(to, request.url) : null;
  throw new WrongStore(
    `Store ${name}: ${server} sends on to ${url?.origin ?? "elsewhere"}, where nothing is sent; ` +
      "if that is the store's server, give it as AWS_ENDPOINT_URL.",
  );
}

async function wholePage(
  body: ReadableStream<Uint8Array>,
  ms: number,
  stopped: string,
  endless: string,
): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader.cancel().catch(() => {});
  }, ms);
  try {
    let [text, bytes] = ["", 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (late) throw new PlaceFault(stopped);
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      bytes += value.length;
      if (bytes > mostPageBytes) {
        throw new PlaceFault(endless);
      }
    }
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
}

/** Whether a page is one of a bucket's list, from its first mark to its last. */
const isListOfS3 = (page: string): boolean =>
  /^\s*(<\?xml[^>]*\?>\s*)?<ListBucketResult(\s[^>]*)?(\/>\s*$|>[^]*<\/ListBucketResult>\s*$)/
    .test(page);
