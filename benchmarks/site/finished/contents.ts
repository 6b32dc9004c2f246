/** A list of its parts on a long page, folded, above the first part. */

/** Parts that a page must have. */
const least = 6;
const part = /<h2 id="([^"]+)"[^>]*><a class="observablehq-header-anchor"[^>]*>([^]*?)<\/a><\/h2>/g;

/** The page with the list; as it is where it is short. */
export function withContents(html: string): string {
  const parts = [...html.matchAll(part)];
  if (parts.length < least) return html;
  const links = parts.map(([, id, words]) =>
    `<li><a href="#${id}">${words.replace(/<[^>]*>/g, "")}</a></li>`
  );
  const list = `<details class="contents"><summary>On this page</summary><ul>${
    links.join("")
  }</ul></details>`;
  // Two parts side by side begin in one line: the list stands above both.
  const before = html.slice(0, parts[0].index);
  const at = /<section class="two[^"]*">\s*<div>\s*$/.exec(before)?.index ?? before.length;
  return html.slice(0, at) + list + html.slice(at);
}
