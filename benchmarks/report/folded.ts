/** Sentences as lines of the terminal. */

/** Words after `lead`, broken at spaces; the lines after the first stand below its words. */
export function folded(lead: string, text: string, width: number): string {
  const lines = [lead];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    const first = line.length === lead.length;
    if (first || line.length + 1 + word.length <= width) {
      lines[lines.length - 1] += first ? word : ` ${word}`;
    } else lines.push(" ".repeat(lead.length) + word);
  }
  return lines.join("\n");
}
