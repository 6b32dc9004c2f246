/** The columns of names that the page filters by. */

export const nameKeys = ["provider", "size", "workload"] as const;
export type NameKey = (typeof nameKeys)[number];

/** Columns of table `board`, by their key in the address. */
export const nameColumns: Record<NameKey, string> = {
  provider: "provider",
  size: "model_size",
  workload: "workload",
};
export const nameLabels: Record<NameKey, string> = {
  provider: "Provider",
  size: "Model size",
  workload: "Workload",
};

export const isNameKey = (key: string): key is NameKey => key in nameColumns;
/** Column of table `board`; that of a range has the key's own name. */
export const columnOf = (key: string): string => isNameKey(key) ? nameColumns[key] : key;
