/** CSV as RFC 4180 has it, read by a few lines of our own so that no test leans on what wrote it. */

/** Fields of each line. */
export function fieldsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (
    const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)
  ) {
    lines.at(-1)!.push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    if (end === "\r\n") lines.push([]);
    if (end === "") break;
  }
  return lines;
}
