/** A target, from the words of a command line. */
import { type Called, called } from "../../benchmarks/targets/llm_api.ts";

export type Variables = Record<string, string>;
export const ask = (
  llmApi: string,
  model: string,
  variables: Variables,
  baseUrl?: string,
): Called | string[] => {
  const faults: string[] = [];
  return called({ llmApi, model, baseUrl }, (name) => variables[name], faults) ?? faults;
};
