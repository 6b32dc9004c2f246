/** The rules by which figures are computed and judged, as one hash. */
import { hashOfSources } from "../../store/conformance_sources.ts";

/** What computes and judges a figure, from the root of the project. */
const sources = [
  ...["metrics", "judging", "shared", "queries", "store/board", "store/row_checks.ts"],
].map((source) => `benchmarks/${source}`);

/** SHA-256 of those sources: where it is the same, the same requests give the same figures. */
export const hashOfRules = (): Promise<string> => hashOfSources(".", sources);
