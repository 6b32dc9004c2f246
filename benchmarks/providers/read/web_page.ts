/** Web pages where an answer should be: sign-in pages, consoles, error pages of gateways. Pure. */

const pageStart = /^\s*<(!doctype|html|head|body|title|meta|\?xml|!--)/i;

/** Whether a text is a web page by its beginning, whatever its content type says. */
export const isWebPage = (text: string): boolean => pageStart.test(text);

/** What closes a tag; a program or a style goes on to its own closing tag. */
const closing = { script: /<\/script>/gi, style: /<\/style>/gi, other: />/g };

/** The words of a page, its title among them, without its marks, styles and programs. */
export function wordsOfPage(html: string): string {
  const words: string[] = [];
  let from = 0;
  for (let at; (at = html.indexOf("<", from)) >= 0;) {
    const name = html.slice(at + 1, at + 7).toLowerCase();
    const kind = name === "script" ? name : name.startsWith("style") ? "style" : "other";
    const close = closing[kind];
    close.lastIndex = at;
    const closed = close.test(html);
    if (!closed && kind === "other") break; // a sign of its own, as in "a < b"
    words.push(html.slice(from, at));
    from = closed ? close.lastIndex : html.length;
  }
  words.push(html.slice(from));
  return words.join(" ").replace(/\s+/g, " ").trim();
}
