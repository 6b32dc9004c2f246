/** Marks what shows simulated rows: the cell around it says so, by the style of `simulated-rows`. */
import { columnOf, valuesOf } from "./columns.js";

let names: Set<string> | undefined;
/** Providers whose answers came from a simulator; the page's head has their names. */
const simulated = (): Set<string> =>
  names ??= new Set(
    JSON.parse(globalThis.document?.querySelector("#simulated-of-store")?.textContent || "[]"),
  );

/** True where a row says so, or has the provider's name of one. */
export const isSimulated = (data: unknown): boolean =>
  columnOf(data, "simulated").includes(true) ||
  valuesOf(data, "provider").some((name) => simulated().has(name));

export function markSimulated<T extends Element>(drawn: T, is: boolean): T {
  drawn.classList.toggle("simulated-rows", is);
  return drawn;
}

/** Reads a table's cells as they stand, as soon as they do. */
export function markTable(form: HTMLFormElement): void {
  queueMicrotask(() => {
    const heads = [...form.querySelectorAll("thead th")].map((th) => th.textContent?.trim());
    const cells = [...form.querySelectorAll("tbody td")] as HTMLTableCellElement[];
    const says = cells.some((cell) => {
      const text = cell.textContent?.trim() ?? "";
      return simulated().has(text) || (text === "true" && heads[cell.cellIndex] === "simulated");
    });
    markSimulated(form, says);
  });
}
