/** Text as it stands in XML and HTML, between tags and in attributes. */

const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The text with its marks as references; characters that XML cannot hold are left out. */
export const xmlText = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "").toWellFormed()
    .replace(/[&<>"]/g, (mark) => marks[mark]);
