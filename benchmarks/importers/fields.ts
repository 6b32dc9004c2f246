/** What an object of another harness's file says, with the file and the place in every refusal. */
import { withoutEnd } from "../providers/read/ends.ts";
import { isObject, type Json, type JsonObject } from "../providers/read/json.ts";
import { Refusal } from "./importer.ts";

/** No request takes longer. */
const yearInSeconds = 31_557_600;
/** The greatest count that a column of the record holds. */
const mostCount = 2 ** 31 - 1;

/** Seconds in one of each unit that the harnesses write. */
const secondsIn: Record<string, number> = {
  ns: 1e-9,
  nanoseconds: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  milliseconds: 1e-3,
  s: 1,
  sec: 1,
  seconds: 1,
};

/**
 * An object of a file. Each reader returns null where the field is absent or null, and throws a
 * `Refusal` where it holds something else than is asked for.
 */
export class Fields {
  constructor(
    readonly file: string,
    /** As in "record 3". */
    readonly where: string,
    readonly all: JsonObject,
  ) {}

  refuse(what: string): never {
    throw new Refusal(this.file, `${this.where} ${what}`);
  }

  private as<T extends Json>(name: string, what: string, fits: (v: Json) => v is T): T | null {
    const value = this.all[name] ?? null;
    if (value === null) return null;
    return fits(value) ? value : this.refuse(`has no ${what} "${name}"`);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.all, name);
  }

  number(name: string): number | null {
    return this.as(name, "number", (v): v is number => typeof v === "number");
  }

  text(name: string): string | null {
    return this.as(name, "text", (v): v is string => typeof v === "string") || null;
  }

  flag(name: string): boolean | null {
    return this.as(name, "true or false", (v): v is boolean => typeof v === "boolean");
  }

  /** A whole number of 0 or more. */
  count(name: string): number | null {
    return this.as(name, "whole number of 0 or more", isCount);
  }

  /** Nanoseconds since 1970, which are no exact numbers to JavaScript: see `withExactNanoseconds`. */
  nanoseconds(name: string): bigint | null {
    const value = this.all[name] ?? null;
    if (value === null) return null;
    return /^\d{1,19}$/.test(String(value))
      ? BigInt(String(value))
      : this.refuse(`has no nanoseconds "${name}"`);
  }

  /** A duration in seconds, of 0 or more. */
  seconds(name: string, unit = "s"): number | null {
    const value = this.number(name);
    return value === null ? null : this.inSeconds(value, unit, name);
  }

  inSeconds(value: number, unit: string, name: string): number {
    if (!Object.hasOwn(secondsIn, unit)) this.refuse(`has "${name}" in the unknown unit "${unit}"`);
    const seconds = value * secondsIn[unit];
    if (!(seconds >= 0 && seconds <= yearInSeconds)) {
      this.refuse(`has ${value} ${unit} for "${name}", which no request takes`);
    }
    return seconds;
  }

  list(name: string): Json[] | null {
    return this.as(name, "list", (v): v is Json[] => Array.isArray(v));
  }

  numbers(name: string): number[] | null {
    const are = (v: Json): v is number[] =>
      Array.isArray(v) && v.every((x) => typeof x === "number");
    return this.as(name, "list of numbers", are);
  }

  /** What stands inside; empty where there is nothing. */
  inside(name: string): Fields {
    const found = this.as(name, "object", (v): v is JsonObject => isObject(v));
    return new Fields(this.file, `${withoutEnd(this.where, ",")}, ${name},`, found ?? {});
  }

  /** The objects of a list. */
  each(name: string, one: string): Fields[] {
    return (this.list(name) ?? []).map((value, i) => {
      if (!isObject(value)) this.refuse(`has a "${name}" whose ${one} ${i + 1} is no object`);
      return new Fields(this.file, `${one} ${i + 1}`, value as JsonObject);
    });
  }
}

const isCount = (v: Json): v is number =>
  Number.isInteger(v) && Number(v) >= 0 && Number(v) <= mostCount;

/** Times after a first one, each so long after the one before. */
export function timesAfter(first: number, gaps: number[]): number[] {
  let at = first;
  return [first, ...gaps.map((gap) => at += gap)];
}
