/** What the tools are called. */
import type { ToolDefinition } from "./definition.ts";
import { tools } from "./tools.ts";

/** A tool and its version, as they stand in tables. */
export const nameOf = ({ tool, version }: Pick<ToolDefinition, "tool" | "version">): string =>
  version ? `${tool} ${version}` : tool;

/** The tools, by name, whose result files are imported under that name. */
export const definitionsOf = (importedFrom: string | null): string[] =>
  tools.filter((tool) => tool.importedFrom === importedFrom).map(nameOf);
