/** Tables of a provider's own page. */
import { table } from "../components/table.js";
import { escapeHtml } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { type Described, protocolName } from "./provider_pages.js";

/** A column of the record, as a page names it. */
export interface ColumnWords {
  name: string;
  doc: string;
}
/** A request without its key, as the provider makes it. */
export interface Sent {
  method: string;
  url: string;
  headers: [string, string][];
  body: string | null;
}

const code = (text: string) => `<code>${escapeHtml(text)}</code>`;
const codes = (names: string[]) => names.map(code).join(", ");
const rows = (cells: [string, string][]) =>
  cells.map(([name, value]) =>
    `<tr><th scope="row">${name}</th><td class="words">${value}</td></tr>`
  ).join("");
const auths: Record<string, string> = {
  none: "There is no key.",
  bearer: `As header ${code("Authorization: Bearer")}.`,
  google: "As a token of Google's OAuth, made of a service account, or of what the machine is.",
};
/** How who asks is proved. */
const authWords = (auth: string): string =>
  auth.startsWith("aws:")
    ? `As AWS's signature of every request (service ${code(auth.slice(4))}), or as a bearer key.`
    : auths[auth] ?? `As header ${code(auth)}.`;

/** Address and key: what they are and which variables they come from. */
export function variablesHtml(p: Described): string {
  const { about } = p;
  const litellm = about.litellm;
  const own = about.base === null
    ? "None that is everybody's: yours is given."
    : `${code(about.base)}, unless another is given.`;
  const given = [code("--base-url"), ...about.baseNames.map(code)].join(", else ");
  return table(
    ["", "Where from"],
    rows([
      ["Address", own],
      ["Another address", `${given}; of a target in a configuration ${code("base_url")}.`],
      ...Object.entries(about.places ?? {}).map(([part, names]): [string, string] => [
        `Its ${escapeHtml(part)}`,
        codes(names),
      ]),
      [
        "Key",
        about.keyNames.length
          ? `${codes(about.keyNames)}. ${authWords(p.auth)}`
          : "None is needed.",
      ],
      ...(litellm
        ? [
          ["LiteLLM's model names", codes(litellm.prefixes.map((prefix) => `${prefix}/MODEL`))],
          [
            "Variables LiteLLM reads",
            codes([
              ...litellm.baseNames ?? about.baseNames,
              ...litellm.keyNames ?? about.keyNames,
            ]) || "none",
          ],
        ] as [string, string][]
        : []),
    ]),
  );
}

/** What of a row only the server can tell, and where it stands in its answers; null with the reason why. */
export const toldHtml = (p: Described, columns: ColumnWords[], shared?: Described): string =>
  table(
    ["Column", "What it is", shared ? "Where it stands if it is told" : "Where it stands"],
    columns.map(({ name, doc }) => {
      const told = p.about.told[name];
      // What is known of a service itself is more than what its protocol has room for.
      const own = shared && told !== shared.about.told[name];
      return `<tr><th scope="row"><a href="${pageHref("data", {}, { up: "../", hash: name })}">${
        code(name)
      }</a></th><td class="words">${escapeHtml(doc)}</td><td class="words">${
        typeof told === "string"
          ? `${escapeHtml(told)}${own ? ' <span class="badge plain">known of it</span>' : ""}`
          : `<span class="null">null</span> ${escapeHtml(told.not)}`
      }</td></tr>`;
    }).join(""),
  );

/** Its words for why an answer ended, by the closed set's. */
export function finishHtml(p: Described): string {
  const entries = Object.entries(p.about.finishReasons);
  const groups = Map.groupBy(entries, ([, reason]) => reason);
  return table(
    ["finish_reason", "finish_reason_raw"],
    rows([
      ...[...groups].filter(([reason]) => reason !== "other").map((
        [reason, words],
      ): [string, string] => [code(reason), codes(words.map(([word]) => word))]),
      [
        code("other"),
        [
          codes((groups.get("other") ?? []).map(([word]) => word)),
          "a word that no provider's list has",
        ]
          .filter(Boolean).join(", "),
      ],
    ]),
  );
}

const kinds = { client: "The client", mock: "The mock", server: "The server" };
const did = { client: "reads what our simulator sends", mock: "sends it", server: "sends it" };
/** Code of others that it was held against; `shared` is the protocol's, where it is a service that speaks it. */
export function witnessesHtml(p: Described, shared?: Described): string {
  const own = p.about.witnesses;
  const known = new Set(own.map((w) => w.name));
  const of = [
    ...own.map((w) => ({ ...w, what: shared ? "its own dialect" : "the protocol" })),
    ...(shared?.about.witnesses ?? []).filter((w) => !known.has(w.name))
      .map((w) => ({ ...w, what: `protocol ${protocolName(p)}` })),
  ];
  if (!of.length) return "<p>none but this workspace's simulator, and bodies written by hand.</p>";
  return table(
    ["Whose code", "What it did", "Of", "Test"],
    of.map((w) =>
      `<tr><th scope="row">${kinds[w.kind]} ${code(w.name)}</th><td data-l="what">${
        did[w.kind]
      }</td><td data-l="of">${escapeHtml(w.what)}</td><td data-l="test">${code(w.test)}</td></tr>`
    ).join(""),
  );
}

/** The request as text: its line, its headers and its body. */
export function sentText({ method, url, headers, body }: Sent): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const text = body === null ? [] : ["", JSON.stringify(JSON.parse(body), null, 2)];
  return [`${method} ${url}`, ...lines, ...text].join("\n");
}
