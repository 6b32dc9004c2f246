/** Moments as the page writes them: in UTC, or in the reader's own zone. */
import { day } from "../words/format.js";

export type Zone = "utc" | "local";

const dayMs = 86_400_000;

/** A moment moved so that its UTC parts are those of the zone. */
const shifted = (at: number, zone: Zone): number =>
  zone === "utc" ? at : at - new Date(at).getTimezoneOffset() * 60_000;

/** "7 Jan 2026 13:17". */
export function momentText(at: number, zone: Zone): string {
  const iso = new Date(shifted(at, zone)).toISOString();
  return `${day(iso)} ${iso.slice(11, 16)}`;
}

/** "7 Jan". */
export const dayText = (at: number, zone: Zone): string =>
  day(new Date(shifted(at, zone)).toISOString()).split(" ").slice(0, 2).join(" ");

/** A label of an axis that spans so many milliseconds: "7 Jan", "13:00", or "Jan 2026". */
export function tickText(at: number, zone: Zone, span: number): string {
  const iso = new Date(shifted(at, zone)).toISOString();
  const time = iso.slice(11, 16);
  if (time !== "00:00") return time;
  return span > 300 * dayMs ? day(iso).split(" ").slice(1).join(" ") : dayText(at, zone);
}

/** The first moment of the day of the zone. */
export function startOfDay(at: number, zone: Zone): number {
  const moved = shifted(at, zone);
  const start = Math.floor(moved / dayMs) * dayMs;
  return at - (moved - start);
}

/** "UTC", or "your own time, UTC+2" as it holds at that moment. */
export function zoneText(at: number, zone: Zone): string {
  if (zone === "utc") return "UTC";
  const minutes = -new Date(at).getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const off = minutes ? `${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${rest}` : ""}` : "";
  return `your own time, UTC${off}`;
}
