/** CSV as people and spreadsheets write it (RFC 4180), read into lines that know where they began. Pure. */

/** The fields of a line, and its number in the file, from 1. */
export interface CsvLine {
  line: number;
  fields: string[];
  /** A quote began in its last field and never ended: that field is the rest of the text. */
  open?: true;
}

/** Lines that hold something. A mark of the byte order is no part of the first; a quoted field may span lines. */
export function csvLines(text: string): CsvLine[] {
  const lines: CsvLine[] = [];
  let current: CsvLine = { line: 1, fields: [] };
  let field = "";
  let quoted = false;
  let at = 1;
  const endLine = () => {
    current.fields.push(field);
    if (current.fields.some((own) => own.trim() !== "")) lines.push(current);
    current = { line: at, fields: [] };
    field = "";
  };
  const whole = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  for (let i = 0; i < whole.length; i++) {
    const sign = whole[i];
    if (sign === "\n") at++;
    if (quoted && sign === '"' && whole[i + 1] === '"') field += whole[++i];
    else if (sign === '"' && (quoted || field === "")) quoted = !quoted;
    else if (quoted || (sign !== "," && sign !== "\n")) field += sign;
    else if (sign === "\n") endLine();
    else {
      current.fields.push(field);
      field = "";
    }
  }
  if (quoted) current.open = true;
  endLine();
  return lines;
}
