/** How a server, a proxy or a library in between may write a key that it echoes; each by its own few words. */

const bytes = (text: string) => [...new TextEncoder().encode(text)];
const each = (text: string, letter: (code: number) => string) => bytes(text).map(letter).join("");
const hex = (code: number, length = 2) => code.toString(16).padStart(length, "0");
const odd = (text: string, letter: (code: number) => string) =>
  text.replace(/[^A-Za-z0-9_.-]/g, (c) => letter(c.charCodeAt(0)));
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const wrapped = (text: string, at: number) => `${text.slice(0, at)}\r\n${text.slice(at)}`;

export const keyEncodings: [name: string, encode: (key: string) => string][] = [
  ["as it is", (key) => key],
  ["upper case", (key) => key.toUpperCase()],
  ["lower case", (key) => key.toLowerCase()],
  ["percent", encodeURIComponent],
  ["percent, lower case", (key) => odd(key, (c) => `%${hex(c)}`)],
  ["percent, every letter", (key) => each(key, (c) => `%${hex(c).toUpperCase()}`)],
  ["percent, twice", (key) => encodeURIComponent(encodeURIComponent(key))],
  ["JSON, a slash escaped", (key) => json(key).replaceAll("/", "\\/")],
  ["JSON, \\u002b", (key) => odd(key, (c) => `\\u${hex(c, 4)}`)],
  ["JSON, \\u002B", (key) => odd(key, (c) => `\\u${hex(c, 4).toUpperCase()}`)],
  ["JSON, every letter", (key) => each(key, (c) => `\\u${hex(c, 4)}`)],
  ["JSON in JSON", (key) => json(odd(key, (c) => `\\u${hex(c, 4)}`))],
  ["JavaScript, \\x2b", (key) => odd(key, (c) => `\\x${hex(c)}`)],
  ["JavaScript, \\u{2b}", (key) => odd(key, (c) => `\\u{${hex(c)}}`)],
  ["HTML, decimal", (key) => odd(key, (c) => `&#${c};`)],
  ["HTML, decimal, every letter", (key) => each(key, (c) => `&#${String(c).padStart(4, "0")};`)],
  ["HTML, hexadecimal", (key) => odd(key, (c) => `&#x${hex(c)};`)],
  ["HTML, hexadecimal, upper case", (key) => odd(key, (c) => `&#X${hex(c).toUpperCase()};`)],
  ["HTML, names, in HTML", (key) => key.replaceAll("+", "&amp;plus;").replaceAll("/", "&amp;sol;")],
  [
    "quoted-printable, wrapped",
    (key) => `${key.slice(0, 2)}=\r\n${odd(key.slice(2), (c) => `=${hex(c).toUpperCase()}`)}`,
  ],
  ["hexadecimal", (key) => each(key, (c) => hex(c))],
  [
    "hexadecimal, upper case and colons",
    (key) => bytes(key).map((c) => hex(c).toUpperCase()).join(":"),
  ],
  ["bytes", (key) => bytes(key).join(",")],
  ["Base64", (key) => btoa(key)],
  [
    "Base64 of a header, for addresses",
    (key) => btoa(`Bearer ${key}`).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
  ],
  ["Base64 of user and key, wrapped", (key) => wrapped(btoa(`me:${key}`), 9)],
];
