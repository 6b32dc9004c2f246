/** Which tests there are, in parts that can run beside each other. */

/** Folders whose files are parts of their own: they start commands and browsers, and take long. */
const byFile = /^tests\/(bench|commands|site)\//;
/** The framework builds into one cache, which its live site uses too: these keep out of each other's way. */
const builds = /buildSite|liveSite|TOKENBOARD_DIST|\["(dev|site)"/;
/** By what is imported and used one sees that a test starts commands, servers or browsers. */
const starts = [
  /\{[^}]*\b(run|start)\b[^}]*\} from "[./]*support\/bench\.ts"/,
  /Deno\.Command|denoProcess|startSimulator|checkProtocol|overSocket|liveSite/,
  /support\/(pages\/(browser|built_site)|clean_bench|peer_server|server)\.ts/,
];
/** Simulated runs by the hundred. */
const repeats = /^tests\/coverage\//;

/** Tests that run in one process. */
export interface Part {
  /** A folder below `tests/`, or one file. */
  name: string;
  files: string[];
  /** It builds a site, or looks at the one that tests share. */
  site: "builds" | "views" | null;
}

/** What the source of a test says of it; it is slow where a person who has just changed something would not wait. */
export function traits(
  file: string,
  source = Deno.readTextFileSync(file),
): Omit<Part, "files"> & { slow: boolean } {
  const site = builds.test(source) ? "builds" : /builtSite/.test(source) ? "views" : null;
  const slow = site !== null || repeats.test(file) || starts.some((sign) => sign.test(source));
  const name = byFile.test(file) || site ? file : file.split("/").slice(0, 2).join("/");
  return { name, site, slow };
}

/** Paths of all test files below a folder, in order. */
export function testFiles(folder = "tests"): string[] {
  const found: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory && name !== "node_modules") found.push(...testFiles(path));
    else if (name.endsWith("_test.ts")) found.push(path);
  }
  return found.sort();
}

/** All tests, or those that are not slow, each file in one part. */
export function partsOf(files: string[], fast = false): Part[] {
  const parts = new Map<string, Part>();
  for (const file of files) {
    const { name, site, slow } = traits(file);
    if (fast && slow) continue;
    const part = parts.get(name) ?? { name, files: [], site };
    part.files.push(file);
    parts.set(name, part);
  }
  return [...parts.values()];
}
