/** Page `/providers`: a section for each thing that can be driven, from what it says of itself. */
import { escapeHtml } from "./format.js";

/** What a section needs; providers of the harness have this form. */
export interface Described {
  name: string;
  protocol?: string;
  auth: string;
  takes?: string[];
  about: {
    title: string;
    base: string | null;
    basePath: string;
    baseNames: string[];
    keyNames: string[];
    evidence: "read" | "documented" | "unconfirmed";
    gives: string[];
    lacks: string[];
  };
}

export const evidenceWords: Record<Described["about"]["evidence"], string> = {
  read: "Read in recorded streams, or in the source of a server or client.",
  documented: "From its vendor's documentation: no stream of it was read.",
  unconfirmed: "General knowledge, unconfirmed: look at its first rows twice.",
};

const auths: Record<string, string> = {
  none: "There is no key.",
  bearer: "The key is sent as <code>Authorization: Bearer</code>.",
  google: "Google's OAuth: a service account, or what the machine is.",
};

/** How who asks is proved, in a sentence. */
function authWords(auth: string): string {
  if (auth.startsWith("aws:")) return "AWS's signature of every request, or a bearer key.";
  return auths[auth] ?? `The key is sent as <code>${escapeHtml(auth)}</code>.`;
}

/** A target of a configuration that asks it; MODEL, RESOURCE and HOST are for the reader to fill in. */
export function exampleTarget(p: Described): Record<string, string> {
  return {
    provider: p.name,
    model: "MODEL",
    api: p.name,
    ...(p.about.base === null ? { base_url: `https://HOST${p.about.basePath}` } : {}),
    ...(p.about.keyNames.length ? { api_key_env: p.about.keyNames[0] } : {}),
  };
}

/** The command that asks it. */
export const exampleCommand = (p: Described): string =>
  `deno task bench --llm-api ${p.name} --model MODEL${
    p.about.base === null ? ` --base-url https://HOST${p.about.basePath}` : ""
  }`;

const codes = (names: string[]) => names.map((n) => `<code>${escapeHtml(n)}</code>`).join(", ");
const list = (items: string[]) => items.map((i) => `- ${escapeHtml(i)}`).join("\n");
const or = (names: string[]) => names.map((n) => `<code>${escapeHtml(n)}</code>`).join(" or ");

/** The table at the top: a row each, linked to its section. */
export const overviewHtml = (all: Described[]): string =>
  `<table class="plain stack"><thead><tr><th>--llm-api</th><th>What it is</th><th>Address</th><th>Key from</th><th>Evidence</th></tr></thead><tbody>${
    all.map((p) =>
      `<tr><th scope="row"><a href="#${p.name}"><code>${p.name}</code></a></th><td class="words">${
        escapeHtml(p.about.title)
      }</td><td data-l="address">${
        p.about.base === null ? "your own" : escapeHtml(p.about.base)
      }</td><td data-l="key from">${
        codes(p.about.keyNames) || "none"
      }</td><td data-l="evidence">${p.about.evidence}</td></tr>`
    ).join("")
  }</tbody></table>`;

/** A section, in Markdown. What `shared` says too, of the same protocol, is not said again. */
export function sectionMarkdown(p: Described, shared?: Described): string {
  const { about } = p;
  const own = (sentences: string[], known: string[] = []) =>
    sentences.filter((text) => !known.includes(text));
  const gives = own(about.gives, shared?.about.gives);
  const lacks = own(about.lacks, shared?.about.lacks);
  const address = [
    about.base === null
      ? "It has no address that is everybody's."
      : `Its address is <code>${escapeHtml(about.base)}</code>.`,
    about.baseNames.length
      ? `Another is read from ${or(about.baseNames)}, or given by <code>--base-url</code>.`
      : "Another is given by <code>--base-url</code>.",
    about.keyNames.length
      ? `${authWords(p.auth)} It is read from ${or(about.keyNames)}.`
      : p.auth === "bearer"
      ? "It needs no key."
      : authWords(p.auth),
  ].join(" ");
  const part = (title: string, items: string[]) =>
    items.length ? `<p class="cap"><b>${title}</b></p>\n\n${list(items)}\n\n` : "";
  return `<h3 id="${p.name}">${escapeHtml(about.title)}</h3>

<p>${address}</p>

\`\`\`sh
${exampleCommand(p)}
\`\`\`

<p class="cap">As a target of a configuration:</p>

\`\`\`json
${oneLine(exampleTarget(p))}
\`\`\`

${part(shared ? "Measured besides what every row of this protocol has" : "Measured", gives)}${
    part("Not measured, or to know", lacks)
  }<p class="cap">${evidenceWords[about.evidence]}</p>
`;
}

const oneLine = (target: Record<string, string>): string =>
  `{ ${Object.entries(target).map(([k, v]) => `"${k}": ${JSON.stringify(v)}`).join(", ")} }`;
