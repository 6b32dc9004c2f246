/** What a finished page may do, as a Content-Security-Policy: run its own scripts, ask its own host, nothing else. */
import { createHash } from "node:crypto";

/** `scripts` are sources that may run besides files of the site itself. */
export const policy = (scripts: string[]): string =>
  [
    "default-src 'none'",
    // Arquero makes functions of the expressions that our components give it, Vega of those in our charts' axes. Text
    // of a row never is an expression: it is data of theirs.
    `script-src ${["'self'", "'unsafe-eval'", ...scripts].join(" ")}`,
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:", // a drawing becomes a PNG by way of a blob
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");

const own = /<script type="module">([\s\S]*?)<\/script>/g;

/**
 * Puts the policy of a page of the framework into it. It has its one script, the page's own cells, in its head: what
 * stands further down may be a row's and is never let run.
 *
 * @throws where the page is none of the framework's.
 */
export function withPolicy(html: string): string {
  const [head] = html.split("</head>", 1);
  const hashes = [...head.matchAll(own)].map(([, script]) =>
    `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  const first = '<meta charset="utf-8">';
  if (!head.includes(first) || hashes.length !== 1) {
    throw new Error("The framework writes its pages in another way: its scripts are not known.");
  }
  return html.replace(
    first,
    `${first}\n<meta http-equiv="Content-Security-Policy" content="${policy(hashes)}">`,
  );
}
