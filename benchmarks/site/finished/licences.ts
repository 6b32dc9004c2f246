/** The licences of everything that a built site carries, in one file of it. */

const modules = "node_modules";
const licenceFile = /^(licen[cs]e|copying|notice)/i;
/** Bundles of these hold their dependencies too, as all of `_npm` do: they come ready made, or are put together. */
const whole = new Set(["arquero", "@observablehq/runtime", "@observablehq/inspector"]);
/** What the framework puts into the site by itself, where it put anything. */
const ofFramework = [
  "@observablehq/framework",
  "@observablehq/runtime",
  "@observablehq/inspector",
];
const fonts = ["@fontsource-variable/inter", "@fontsource-variable/source-serif-4"];

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

/** Names of the packages whose code or fonts stand in a finished site, sorted. Throws where one is not installed. */
export async function carriedPackages(dist: string): Promise<string[]> {
  const builtIns = await namesIn(`${dist}/_npm`);
  const found = new Set([...await namesIn(`${dist}/_node`), ...builtIns]);
  if (await isThere(`${dist}/_observablehq`)) { for (const name of ofFramework) found.add(name); }
  if (await namesIn(`${dist}/_observablehq/stdlib`).then((all) => all.some(isInputs))) {
    found.add("@observablehq/inputs");
  }
  if (await isThere(`${dist}/fonts`)) { for (const name of fonts) found.add(name); }
  // A set grows while it is gone through: dependencies of dependencies come too.
  const within = new Set([...found].filter((name) => whole.has(name)).concat(builtIns));
  for (const name of within) {
    for (const inner of Object.keys((await manifestOf(name)).dependencies ?? {})) within.add(inner);
  }
  return [...found.union(within)].sort();
}

/** Writes `licenses.txt`: of each package name, version, licence and its text. */
export async function writeLicences(dist: string): Promise<void> {
  const parts = [
    "This site carries the programs and fonts named here, each under its own licence.\n",
  ];
  for (const name of await carriedPackages(dist)) {
    const { version, license } = await manifestOf(name);
    parts.push(`${name} ${version} (${license ?? "see below"})\n\n${await textOf(name, license)}`);
  }
  await Deno.writeTextFile(`${dist}/licenses.txt`, parts.join(`\n${"-".repeat(80)}\n\n`));
}

const isInputs = (file: string) => /^inputs\.\w+\.js$/.test(file);

/** `name@version` and `@scope/name@version`, as the framework names folders. */
async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  if (!(await isThere(folder))) return names;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith("@")) names.push(name.replace(/@[^@]*$/, ""));
    else {
      for await (const inner of Deno.readDir(`${folder}/${name}`)) {
        names.push(`${name}/${inner.name.replace(/@[^@]*$/, "")}`);
      }
    }
  }
  return names;
}

async function textOf(name: string, licence: string | undefined): Promise<string> {
  const texts: string[] = [];
  for (const entry of (await Array.fromAsync(Deno.readDir(`${modules}/${name}`)))) {
    if (entry.isFile && licenceFile.test(entry.name)) {
      texts.push((await Deno.readTextFile(`${modules}/${name}/${entry.name}`)).trim() + "\n");
    }
  }
  if (!texts.length && !licence) {
    throw new Error(`The package ${name} names no licence: the site cannot carry it`);
  }
  return texts.sort().join("\n") || `Licence: ${licence}. The package has no text of it.\n`;
}

const manifestOf = async (name: string): Promise<Manifest> =>
  JSON.parse(await Deno.readTextFile(`${modules}/${name}/package.json`));

const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);
