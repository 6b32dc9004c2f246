/** Tables of a provider's own page; rows are those of their SQL. */
import type { FinishRow, ToldRow, WitnessRow } from "@/benchmarks/queries/tables/providers.ts";
import { code, codes, type Html, joined, markup, rowTable } from "../components/row_table.js";
import { pageHref } from "../words/links.js";
import type { Described } from "./provider_pages.js";

/** A request without its key, as the provider makes it. */
export interface Sent {
  method: string;
  url: string;
  headers: [string, string][];
  body: string | null;
}

const auths: Record<string, Html> = {
  none: markup`There is no key.`,
  bearer: markup`As header ${code("Authorization: Bearer")}.`,
  google:
    markup`As a token of Google's OAuth, made of a service account, or of what the machine is.`,
};
/** How who asks is proved. */
const authWords = (auth: string): Html =>
  auth.startsWith("aws:")
    ? markup`As AWS's signature of every request (service ${
      code(auth.slice(4))
    }), or as a bearer key.`
    : auths[auth] ?? markup`As header ${code(auth)}.`;

/** Address and key: what they are and which variables they come from. */
export function variablesHtml({ about, auth }: Described): string {
  const { base, baseNames, keyNames, litellm, places = {} } = about;
  const given = joined([code("--base-url"), ...baseNames.map(code)], ", else ");
  const read = [...litellm?.baseNames ?? baseNames, ...litellm?.keyNames ?? keyNames];
  const rows: [string, Html][] = [
    [
      "Address",
      base === null
        ? markup`None that is everybody's: yours is given.`
        : markup`${code(base)}, unless another is given.`,
    ],
    ["Another address", markup`${given}; of a target in a configuration ${code("base_url")}.`],
    ...Object.entries(places)
      .map(([part, names]): [string, Html] => [`Its ${part}`, codes(names)]),
    [
      "Key",
      keyNames.length ? markup`${codes(keyNames)}. ${authWords(auth)}` : markup`None is needed.`,
    ],
    ...(litellm
      ? [
        ["LiteLLM's model names", codes(litellm.prefixes.map((prefix) => `${prefix}/MODEL`))],
        ["Variables LiteLLM reads", read.length ? codes(read) : markup`none`],
      ] as [string, Html][]
      : []),
  ];
  return rowTable<[string, Html]>([
    { head: "", show: ([name]) => name },
    { head: "Where from", kind: "words", show: ([, value]) => value },
  ], rows);
}

/** What of a row only the server can tell, and where it stands in its answers; null with the reason why. */
export const toldHtml = (columns: ToldRow[], isService: boolean): string =>
  rowTable<ToldRow>([
    {
      head: "Column",
      show: ({ column_name }) => {
        const href = pageHref("data", {}, { up: "../", hash: column_name });
        return markup`<a href="${href}">${code(column_name)}</a>`;
      },
    },
    { head: "What it is", kind: "words", show: ({ doc }) => doc },
    {
      head: isService ? "Where it stands if it is told" : "Where it stands",
      kind: "words",
      show: ({ place, why_null, own }) =>
        place === null
          ? markup`<span class="null">null</span> ${why_null}`
          : own
          ? markup`${place} <span class="badge plain">known of it</span>`
          : place,
    },
  ], columns);

/** Its words for why an answer ended, by the closed set's. */
export const finishHtml = (reasons: FinishRow[]): string =>
  rowTable<FinishRow>([
    { head: "finish_reason", show: ({ finish_reason }) => code(finish_reason) },
    {
      head: "finish_reason_raw",
      kind: "words",
      show: ({ finish_reason, finish_reasons_raw }) =>
        joined([
          ...(finish_reasons_raw?.split(", ") ?? []).map(code),
          ...(finish_reason === "other" ? [markup`a word that no provider's list has`] : []),
        ], ", "),
    },
  ], reasons);

const did = { client: "reads what our simulator sends", mock: "sends it", server: "sends it" };
/** Code of others that it was held against; that of its protocol, too. */
export const witnessesHtml = (witnesses: WitnessRow[]): string =>
  rowTable<WitnessRow>([
    { head: "Whose code", show: (w) => markup`The ${w.kind} ${code(w.name)}` },
    { head: "What it did", label: "what", show: (w) => did[w.kind] },
    { head: "Of", label: "of", show: (w) => w.tests },
    { head: "Test", label: "test", show: (w) => code(w.test) },
  ], witnesses);

/** The request as text: its line, its headers and its body. */
export function sentText({ method, url, headers, body }: Sent): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const text = body === null ? [] : ["", JSON.stringify(JSON.parse(body), null, 2)];
  return [`${method} ${url}`, ...lines, ...text].join("\n");
}
