/** Files that people write as JSON with comments: read whole, each fault in words, and where it stands. */
import {
  findNodeAtLocation,
  type Node,
  parse,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type { z } from "zod";
import { faultWords } from "../shared/fault_words.ts";
import { tooDeep } from "./lost_names.ts";

/** A file's data, or what keeps it from being any; `lineOf` says where a setting stands, from 1. */
export interface Jsonc {
  data: unknown;
  faults: string[];
  lineOf(path: PropertyKey[]): number | null;
}

/** Reads the text of such a file. */
export function readJsonc(text: string): Jsonc {
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true };
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  let data: unknown;
  let again: Node[] = [];
  try {
    data = parse(text, errors, options);
    if (!errors.length) again = twice(parseTree(text, [], options));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The parser recurses: a file nested without end is one that it cannot read.
    return { data: undefined, faults: [`it ${tooDeep}`], lineOf: () => null };
  }
  return {
    data,
    faults: [
      ...errors.map((e) => `line ${lineAt(e.offset)}: ${printParseErrorCode(e.error)}`),
      ...again.map((key) => `line ${lineAt(key.offset)}: ${key.value}: stands there twice`),
    ],
    lineOf(path) {
      const root = parseTree(text, [], options);
      for (let length = path.length; root && length >= 0; length--) {
        const node = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
        if (node) {
          return lineAt(node.parent?.type === "property" ? node.parent.offset : node.offset);
        }
      }
      return null;
    },
  };
}

/** Names that an object has a second time: which of the two is meant, nobody knows. */
function twice(node: Node | undefined): Node[] {
  const children = node?.children ?? [];
  const names = new Set<unknown>();
  const own = children.flatMap(({ type, children: [key] = [] }) => {
    if (type !== "property") return [];
    const again = names.has(key.value);
    names.add(key.value);
    return again ? [key] : [];
  });
  return [...own, ...children.flatMap(twice)];
}

/** Of a setting that may be of several kinds, the faults of the kind that was meant; else the fault as it is. */
export function meantIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const inside = (i: z.core.$ZodIssue) => i.path.length > 0 || i.code === "unrecognized_keys";
  const meant = issue.errors.filter((faults) => faults.every(inside));
  if (meant.length !== 1 || !meant[0].length) return [issue];
  return meant[0].flatMap((i) => meantIssues({ ...i, path: [...issue.path, ...i.path] }));
}

/** A fault that a schema found, in words: the setting, and what is wrong with it. */
export function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    return `${issue.keys.map((k) => [...issue.path, k].join(".")).join(", ")}: is not a setting`;
  }
  return `${issue.path.join(".") || "(whole file)"}: ${faultWords(issue.message)}`;
}
