/** Which tests there are, in parts that can run beside each other. */

/** Folders whose slow files are parts of their own: they start commands and browsers, and take long. */
const byFile = /^tests\/(bench|commands|hostile|notebooks|site|store|targets)\//;
/** What takes longest begins early: a whole folder that began last would have the machine to itself in the end. */
const long =
  /^tests\/(conformance|hostile|providers|queries|shards|src|store|targets|watch|wire)\b/;
/** It builds a site of its own, or serves one live. */
const builds = /TOKENBOARD_DIST|copyProject/;
/** By what is imported and used one sees that a test starts commands, servers or browsers. */
const starts = [
  /\{[^}]*\b(run|start)\b[^}]*\} from "[./]*support\/bench\.ts"/,
  /Deno\.Command|denoProcess|startSimulator|checkProtocol|overSocket/,
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
  const name = site || (slow && byFile.test(file)) ? file : file.split("/").slice(0, 2).join("/");
  return { name, site, slow };
}

/** Paths of all test files below a folder, in order; a file's own path is all of them. */
export function testFiles(folder = "tests"): string[] {
  if (Deno.statSync(folder).isFile) return [folder];
  const found: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory && name !== "node_modules") found.push(...testFiles(path));
    else if (name.endsWith("_test.ts")) found.push(path);
  }
  return found.sort();
}

/**
 * All tests, or those that are not slow, each file in one part; what takes long comes first. The first of all makes the
 * site that others look at. Only one process builds in a checkout at a time, so those that build stand apart.
 */
export function partsOf(files: string[], fast = false): Part[] {
  const parts = new Map<string, Part & { slow: boolean }>();
  for (const file of files) {
    const { name, site, slow } = traits(file);
    if (fast && slow) continue;
    const part = parts.get(name) ?? { name, files: [], site, slow };
    part.files.push(file);
    parts.set(name, { ...part, slow: part.slow || slow });
  }
  const all = [...parts.values()].sort((a, b) => +long.test(b.name) - +long.test(a.name));
  const of = (site: Part["site"], slow: boolean) =>
    all.filter((part) => part.site === site && part.slow === slow);
  const [views, builds, others] = [of("views", true), of("builds", true), of(null, true)];
  const first = [...views.splice(0, 1), ...others.splice(0, 1)];
  const mixed = builds.flatMap((part) => [part, ...others.splice(0, 2)]);
  return [...first, ...mixed, ...views, ...others, ...of(null, false)];
}
