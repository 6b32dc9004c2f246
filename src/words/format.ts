/** Numbers and dates as the pages print them. */

/** Fixed decimals with thousands as "1.0k"; "fails" and null are the caller's. */
export function fixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1000) return `${(value / 1000).toFixed(value >= 100_000 ? 0 : 1)}k`;
  return value.toFixed(digits);
}

/** Three significant digits, as medians are printed. */
export function significant(value: number): string {
  return value === 0 ? "0" : fixed(value, decimalsOf(value));
}

/** At least `digits` decimals, and at least three digits that count: one number that stands by itself. */
export const precise = (value: number, digits: number): string =>
  fixed(value, Math.max(digits, decimalsOf(value)));

const decimalsOf = (value: number) =>
  value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));

/** Ends of a median's interval, to the median's decimals; one more where both would print alike. */
export function ends(median: number, interval: [number, number]): string {
  const print = (decimals: number) =>
    interval.map((end) => Number.isFinite(end) ? fixed(end, decimals) : "fails");
  const [low, high] = print(decimalsOf(median));
  return (low === high ? print(decimalsOf(median) + 1) : [low, high]).join("–");
}

/** Made once: to make it takes longer than to use it a thousand times. */
const english = new Intl.NumberFormat("en-US");
/** 1,195. */
export const count = (value: number): string => english.format(value);

/** A share in whole per cent. 99.6% is not 100%: only a share that is whole is written so. */
export function percentText(share: number): string {
  const rounded = Math.round(100 * share);
  if (rounded === 100 && share < 1) return ">99";
  return rounded === 0 && share > 0 ? "<1" : String(rounded);
}

/** Ends of a share's interval in whole per cent, outwards: whoever is at least 97.5% is not at least 98%. */
export const atLeast = (low: number): string => String(Math.floor(100 * low + 1e-9));
export const atMost = (high: number): string => String(Math.ceil(100 * high - 1e-9));

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** "19 Dec 2023" of an ISO time in UTC; "" of null. */
export function day(iso: string | null): string {
  if (!iso) return "";
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  return `${date} ${months[month - 1]} ${year}`;
}

/** "19 Dec 2023, 11:23 UTC" of an ISO time in UTC; "" of null. */
export const minute = (iso: string | null): string =>
  iso ? `${day(iso)}, ${iso.slice(11, 16)} UTC` : "";

const entity = (c: string) => `&#${c.charCodeAt(0)};`;

/**
 * Text safe inside HTML and attributes, of a page's Markdown too: there `${` would be run as a script, and an empty
 * line would end the HTML.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'$\n\r]/g, entity);
}

/** Text between two tags, quicker to read and to send; none of its lines may be empty, see `escapeHtml`. */
export const escapeText = (text: string): string => text.replace(/[&<$]/g, entity);

/** Text safe between the words of Markdown, where it shows as it is; an address in it is no link. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[&<>"'$\n\r\\`*_~[\]()|:/.@]/g, entity);
}
