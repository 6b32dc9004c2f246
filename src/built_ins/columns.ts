/** Says so where a chart asks its data for a column that they do not have: the libraries draw nothing, or less. */

/** What is used of a table of Arrow. */
interface ArrowTable {
  schema: { fields: { name: string }[] };
  getChild(name: string): unknown;
}
const isArrow = (data: unknown): data is ArrowTable =>
  typeof (data as ArrowTable)?.getChild === "function" &&
  Array.isArray((data as ArrowTable).schema?.fields);

const most = 24;

function refuse(name: string, columns: string[]): never {
  const some = columns.slice(0, most).join(", ");
  throw new Error(
    `The data have no column ${name}; they have ${some}${columns.length > most ? ", …" : ""}.`,
  );
}

const guards = new WeakMap<object, object>();

/** The same data; a table of Arrow refuses to hand out a column that it does not have. */
export function guarded<T>(data: T): T {
  if (!isArrow(data)) return data;
  const known = guards.get(data);
  if (known) return known as T;
  const columns = data.schema.fields.map(({ name }) => name);
  const guard = Object.create(data, {
    getChild: {
      value: (name: string) => columns.includes(name) ? data.getChild(name) : refuse(name, columns),
    },
  });
  for (const one of [data, guard]) guards.set(one, guard);
  return guard;
}

/** Throws where no row of an array of objects has a value of that name, an empty one neither. */
export function needColumn(data: unknown, name: string): void {
  if (!Array.isArray(data) || !data.length) return;
  if (data.some((row) => row === null || typeof row !== "object" || name in row)) return;
  refuse(name, Object.keys(data[0]));
}

/** The values of a column, also of a guarded table; none where the data have no such column. */
export function columnOf(data: unknown, name: string): unknown[] {
  if (Array.isArray(data)) return data.map((row) => row?.[name]);
  if (!isArrow(data) || !data.schema.fields.some((field) => field.name === name)) return [];
  return [...data.getChild(name) as Iterable<unknown>];
}

/** Different texts of a column, in the order of the alphabet. */
export const valuesOf = (data: unknown, name: string): string[] =>
  [...new Set(columnOf(data, name))].filter((value) => typeof value === "string").sort();
