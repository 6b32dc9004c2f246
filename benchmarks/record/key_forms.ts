/** The shapes in which a server may echo a key: as it is, or as another format writes it. */

/** A shorter key's encodings are short enough to occur by chance. */
const shortestEncoded = 8;
const known = new Map<string, string[]>();

/** A key and its encodings: percent, JSON, HTML, hexadecimal, and Base64 wherever it stands in what was encoded. */
export function keyForms(key: string): string[] {
  let forms = known.get(key);
  if (!forms) {
    forms = key.length < shortestEncoded ? [key] : encodings(key);
    known.set(key, forms);
  }
  return forms;
}

function encodings(key: string): string[] {
  const bytes = new TextEncoder().encode(key);
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  const html = key.replace(
    /[&<>"]/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? "&quot;",
  );
  const percent = encodeURIComponent(key.toWellFormed());
  return [
    ...new Set([
      key,
      percent,
      percent.toLowerCase(),
      encodeURIComponent(percent),
      JSON.stringify(key).slice(1, -1),
      html,
      hex,
      hex.toUpperCase(),
      ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
    ]),
  ];
}

/** The letters of Base64 that `bytes` alone decide, where `offset` other bytes stand before them; both alphabets. */
function base64At(bytes: Uint8Array, offset: number): string[] {
  const all = btoa(String.fromCharCode(...new Uint8Array(offset), ...bytes));
  const from = Math.ceil(offset * 8 / 6);
  const to = Math.floor((offset + bytes.length) * 8 / 6);
  const own = all.slice(from, to);
  return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
}
