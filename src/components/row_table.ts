/** A table of rows: what each column shows of a row. Text is escaped; HTML says that it is some. */
import { escapeHtml } from "../words/format.js";
import { external, runHref } from "../words/links.js";
import { type Head, table } from "./table.js";

/** HTML that is finished. */
export interface Html {
  html: string;
}
export type Shown = string | number | Html | null;

/** HTML of a text or number, and of nothing. */
export const shownHtml = (value: Shown): string =>
  value === null ? "" : typeof value === "object" ? value.html : escapeHtml(String(value));

/** HTML in which every value is escaped but what says that it is HTML. */
export const markup = (texts: TemplateStringsArray, ...values: Shown[]): Html => ({
  html: texts.reduce((all, text, i) => all + shownHtml(values[i - 1]) + text),
});
export const joined = (parts: Html[], between = ""): Html => ({
  html: parts.map((part) => part.html).join(between),
});

type Attributes = Record<string, string | number>;
const attributesHtml = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`).join("");

/** A link whose address is finished. */
export const link = (href: string, shown: Shown, attributes: Attributes = {}): Html => ({
  html: `<a ${external}${attributesHtml({ href, ...attributes })}>${shownHtml(shown)}</a>`,
});

/** A name as the harness writes it. */
export const code = (name: string): Html => markup`<code>${name}</code>`;
export const codes = (names: string[]): Html => joined(names.map(code), ", ");

/** A run as a link to its page; as it is `shown`, without a link, where its id is no name of a file. */
export function runLink(run_id: string, shown: Shown = code(run_id), up?: string): Html {
  const href = runHref(run_id, up);
  return href ? link(href, shown) : markup`${shown}`;
}

/** A column; the first of a table names its rows. */
export interface Field<R> {
  head: Head;
  show: (row: R) => Shown;
  /** Stands before the value where a row is a block, on a phone; a number's is its heading, if none is given. */
  label?: string;
  /** Classes of the cell; "words" is a column of sentences. */
  kind?: string;
  /** Whether the value is a bad one. */
  fails?: (row: R) => boolean;
}

/** How the rows stand. */
export interface Shape<R> {
  /** See `table`. */
  kind?: string;
  /** Attributes of a row, such as its id. */
  attributes?: (row: R) => Attributes;
  /** Rows for which `by` is the same stand below a heading, in the order of the first of each. */
  groups?: { by: (row: R) => string; heading: (own: R[]) => Shown };
}

function cellHtml<R>(
  { head, show, label, kind, fails }: Field<R>,
  row: R,
  first: boolean,
  blocks: boolean,
): string {
  const isNumber = typeof head !== "string";
  const classes = [isNumber && "n", kind, fails?.(row) && "fails"].filter(Boolean).join(" ");
  const name = label ?? (isNumber ? head.numbers.toLowerCase() : "");
  const attributes = attributesHtml({
    ...classes ? { class: classes } : {},
    ...blocks && name ? { "data-l": name } : {},
  });
  return first
    ? `<th scope="row"${attributes}>${shownHtml(show(row))}</th>`
    : `<td${attributes}>${shownHtml(show(row))}</td>`;
}

/** The table of rows. */
export function rowTable<R>(fields: Field<R>[], rows: R[], shape: Shape<R> = {}): string {
  const { kind, attributes = () => ({}), groups } = shape;
  const blocks = kind === undefined || kind.startsWith("stack");
  const line = (row: R) =>
    `<tr${attributesHtml(attributes(row))}>${
      fields.map((field, i) => cellHtml(field, row, i === 0, blocks)).join("")
    }</tr>`;
  const lines = (own: R[]) => own.map(line).join("");
  const body = groups
    ? [...Map.groupBy(rows, groups.by).values()].map((own) =>
      `<tbody><tr><th colspan="${fields.length}" scope="rowgroup" class="group">${
        shownHtml(groups.heading(own))
      }</th></tr>${lines(own)}</tbody>`
    ).join("")
    : lines(rows);
  return table(fields.map(({ head }) => head), body, kind);
}
