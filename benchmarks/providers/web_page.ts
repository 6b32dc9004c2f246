/** Web pages where an answer should be: sign-in pages, consoles, error pages of gateways. Pure. */

const pageStart = /^\s*<(!doctype|html|head|body|title|meta|\?xml|!--)/i;

/** Whether a text is a web page by its beginning, whatever its content type says. */
export const isWebPage = (text: string): boolean => pageStart.test(text);

/** The words of a page, its title among them, without its marks, styles and programs. */
export const wordsOfPage = (html: string): string =>
  html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ").trim();
