import assert from "node:assert/strict";
import { carriedPackages, writeLicences } from "../../benchmarks/site/finished/licences.ts";
import { inFolder } from "../support/bench.ts";
import { builtSite } from "../support/pages/built_site.ts";

Deno.test("writeLicences() writes the licence of every package that a site carries, and of what those bring", () =>
  inFolder(async (dist) => {
    for (
      const folder of ["_node/vega@6.4.0", "_node/arquero@8.0.3", "_observablehq", "fonts"]
    ) await Deno.mkdir(`${dist}/${folder}`, { recursive: true });
    assert.deepEqual(await carriedPackages(dist), [
      "@fontsource-variable/inter",
      "@fontsource-variable/source-serif-4",
      "@observablehq/framework",
      "@observablehq/inspector",
      "@observablehq/runtime",
      "@uwdata/flechette",
      "acorn",
      "arquero",
      "isoformat",
      "vega",
    ]);
    await writeLicences(dist);
    const text = await Deno.readTextFile(`${dist}/licenses.txt`);
    assert.match(text, /\nvega 6\.4\.0 \(BSD-3-Clause\)\n\nCopyright/);
    assert.match(text, /\nisoformat [\d.]+ \(ISC\)\n/);
    assert.match(text, /SIL OPEN FONT LICENSE Version 1\.1/i);
  }));

Deno.test("writeLicences() refuses a site with a package that is not installed", () =>
  inFolder(async (dist) => {
    await Deno.mkdir(`${dist}/_node/no-such-package@1.0.0`, { recursive: true });
    await assert.rejects(writeLicences(dist), Deno.errors.NotFound);
  }));

Deno.test("the built site carries the licence of every package that its pages load", async () => {
  const site = await builtSite();
  try {
    const text = async (path: string) => await (await fetch(new URL(path, site.url))).text();
    const licences = await text("/licenses.txt");
    const left = ["/", "/index.html", "/distributions.html"];
    const seen = new Set(left);
    const packages = new Set<string>();
    for (let path; (path = left.pop());) {
      for (const [, found] of (await text(path)).matchAll(/["']([./][\w./@-]+\.js)["']/g)) {
        const next = new URL(found, new URL(path, site.url)).pathname;
        const [, name] = /^\/_node\/((?:@[^/]+\/)?[^/@]+@[^/]+)\//.exec(next) ?? [];
        if (name) packages.add(name);
        if (!seen.has(next)) left.push(next);
        seen.add(next);
      }
    }
    assert.ok(packages.size > 20, [...packages].join());
    for (const name of packages) {
      const at = name.lastIndexOf("@");
      assert.ok(licences.includes(`\n${name.slice(0, at)} ${name.slice(at + 1)} (`), name);
    }
  } finally {
    await site.close();
  }
});
