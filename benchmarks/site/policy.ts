/** What a finished page may do, as a Content-Security-Policy: run its own scripts, ask its own host, nothing else. */
import { createHash } from "node:crypto";

/**
 * `scripts` are sources that may run, `sockets` those that may be asked, besides the site itself; `sql` lets the page
 * start DuckDB.
 */
const policy = (scripts: string[], sockets: string[], sql: boolean): string =>
  [
    "default-src 'none'",
    // Arquero makes functions of the expressions that our components give it, Vega of those in our charts' axes. Text
    // of a row never is an expression: it is data of theirs.
    `script-src ${["'self'", "'unsafe-eval'", ...scripts].join(" ")}`,
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:", // a drawing becomes a PNG by way of a blob
    "font-src 'self'",
    // DuckDB's program is unpacked into a blob, from which its worker loads it.
    ["connect-src 'self'", ...(sql ? ["blob:"] : []), ...sockets].join(" "),
    // A worker made from a blob is held to this policy, one from an address would not be.
    ...(sql ? ["worker-src blob:"] : []),
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");

const first = '<meta charset="utf-8">';
const own = /<script( type="module")?>([\s\S]*?)<\/script>/g;
/** The framework's own program for SQL, which the head of a page names that loads it, or may. */
const database = /\/_observablehq\/stdlib\/duckdb\.\w+\.js"/;

/** The policy of what is no page: files and refusals. */
export const policyOfFiles: string = policy([], [], false);

/**
 * The policy of a page of the framework. What is ours stands in its head: the page's own cells as one module, and in
 * the live site how its files are found. What stands further down may be a row's and is never let run. `sockets` are
 * addresses that the page may listen to.
 *
 * @throws where the page is none of the framework's.
 */
export function policyOfPage(html: string, sockets: string[] = []): string {
  const [head] = html.split("</head>", 1);
  const scripts = [...head.matchAll(own)];
  const hashes = scripts.map(([, , script]) =>
    `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  if (!head.includes(first) || scripts.filter(([, module]) => module).length !== 1) {
    throw new Error("The framework writes its pages in another way: its scripts are not known.");
  }
  // Into a page of the live site that is open, an edit may bring the first SQL.
  return policy(hashes, sockets, sockets.length > 0 || database.test(head));
}

/** Puts its policy into a page, which a host of finished sites sends without headers of ours. */
export const withPolicy = (html: string): string =>
  html.replace(
    first,
    `${first}\n<meta http-equiv="Content-Security-Policy" content="${policyOfPage(html)}">`,
  );
