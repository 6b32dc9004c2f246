/** Whole numbers of 64 bits as the numbers that charts take: they mix with no `BigInt`. */
import { DataType, Float64, Table, type Vector, vectorFromArray } from "apache-arrow";

const isLong = (type: DataType): boolean => DataType.isInt(type) && type.bitWidth === 64;

/** Null where one of them would not be itself: a name made of digits stays what it is. */
function asNumbers(column: Vector): Vector<Float64> | null {
  const numbers = Array.from(column, (value) => value === null ? null : Number(value));
  return numbers.every((n) => n === null || Number.isSafeInteger(n))
    ? vectorFromArray(numbers, new Float64())
    : null;
}

/** The same table; its columns of 64-bit integers hold plain numbers wherever these are exact. */
export function plainNumbers(table: Table): Table {
  if (!table.schema.fields.some(({ type }) => isLong(type))) return table;
  const columns = table.schema.fields.map(({ name, type }, i) => {
    const column = table.getChildAt(i)!;
    return [name, isLong(type) && asNumbers(column) || column] as const;
  });
  return new Table(Object.fromEntries(columns));
}
