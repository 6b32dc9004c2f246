/** The feed of a site: what changed from edition to edition, as Atom (RFC 4287). */
import { xmlText } from "../../shared/xml_text.ts";
import { changesOf, sizeWords } from "../../queries/published/changes.ts";
import type { KeptEdition } from "../../queries/published/editions.ts";

/** The feed, the newest edition first. Addresses are relative: a site may stand anywhere. */
export function feedXml(editions: KeptEdition[]): string {
  const entries = editions.map(({ folder, edition }, i) => {
    const changes = changesOf(editions, i);
    const lines = changes === null
      ? [`The first edition: ${sizeWords(edition)}`]
      : changes.length
      ? changes.map(({ text }) => text)
      : [`Nothing changed: ${sizeWords(edition)}`];
    const note = edition.note ? [edition.note] : [];
    return ` <entry>
  <id>urn:tokenboard:edition:${xmlText(folder)}:${edition.rules.slice(0, 16)}</id>
  <title>Edition ${edition.number}, ${edition.date}</title>
  <updated>${edition.date}T00:00:00Z</updated>
  <link href="editions/${folder}/index.html"/>
  <content type="text">${
      xmlText([...note, ...lines].map((line) => `${line}.`).join("\n"))
    }</content>
 </entry>`;
  }).reverse();
  const newest = editions.at(-1);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
 <id>urn:tokenboard:editions</id>
 <title>Tokenboard: editions of the leaderboard</title>
 <author><name>The publisher of this site</name></author>
 <updated>${newest ? `${newest.edition.date}T00:00:00Z` : "1970-01-01T00:00:00Z"}</updated>
 <link href="editions/index.html"/>
${entries.join("\n")}
</feed>
`;
}
