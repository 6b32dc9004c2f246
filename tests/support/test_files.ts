/** Which tests there are, in parts that can run beside each other. */

/** Folders whose files are parts of their own: they start commands and browsers, and take long. */
const byFile = ["commands", "site"];
/** By what is imported and used one sees that a test starts commands, servers or browsers. */
const starts =
  /\{[^}]*\b(run|start)\b[^}]*\} from "[./]*support\/bench\.ts"|Deno\.Command|startSimulator|checkProtocol|overSocket|support\/(browser|built_site|clean_bench|peer_server|server)\.ts/;
/** Simulated runs by the hundred. */
const repeats = /^tests\/coverage\//;

/** Whether a test takes longer than a person who has just changed something waits. */
export const isSlow = (file: string, source = Deno.readTextFileSync(file)): boolean =>
  repeats.test(file) || starts.test(source);

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

/** Parts of the tests, by name: a folder below `tests/`, or one of its files. */
export function parts(files: string[]): Map<string, string[]> {
  return Map.groupBy(files, (file) => {
    const folder = file.split("/")[1];
    return byFile.includes(folder) ? file : `tests/${folder}`;
  });
}
