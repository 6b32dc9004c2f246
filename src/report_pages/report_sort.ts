/** Headings of a report's tables that sort them. */

/** Lets headings sort every such table below `root`: by a second press the other way round, null always last. */
export function sortTables(root: HTMLElement): void {
  root.addEventListener("click", ({ target }) => {
    const button = (target as HTMLElement).closest<HTMLElement>("table.report [data-column]");
    if (!button) return;
    const head = button.closest("th")!;
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement!.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = head.closest("table")!.tBodies[0];
    const at = Number(button.dataset.column);
    const rows = [...body.rows].map((row) => ({ row, key: keyAt(row.cells[at]) }));
    rows.sort((a, b) => a.key === null ? 1 : b.key === null ? -1 : order(a.key, b.key, up));
    body.append(...rows.map(({ row }) => row));
  });
}

function keyAt(cell: HTMLTableCellElement): number | string | null {
  const value = cell.querySelector<HTMLElement>("[data-value]")?.dataset.value;
  return value === undefined ? cell.textContent!.trim() : value === "" ? null : Number(value);
}

const order = (a: number | string, b: number | string, up: boolean): number =>
  (up ? 1 : -1) *
  (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
