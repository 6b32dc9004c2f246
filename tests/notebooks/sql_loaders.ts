/** Loaders written in SQL, and an analyst's own files, as a page's cells get them in a real browser. */
import assert from "node:assert/strict";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import type { Done } from "../support/bench.ts";
import { openBrowser, openPage } from "../support/pages/browser.ts";
import type { ProjectCopy } from "../support/pages/project_copy.ts";

const slow = `-- Slow requests of each provider.
SELECT provider, count(*)::INT AS n FROM requests WHERE ttft_s > 0.5 GROUP BY ALL ORDER BY provider`;

/** Files below a folder in which the words stand. */
async function filesWith(folder: string, words: RegExp): Promise<string[]> {
  const found = await Promise.all(
    Array.from(Deno.readDirSync(folder), async ({ name, isDirectory }) => {
      const path = `${folder}/${name}`;
      if (isDirectory) return await filesWith(path, words);
      return words.test(new TextDecoder("latin1").decode(await Deno.readFile(path))) ? [path] : [];
    }),
  );
  return found.flat();
}

/** The page, its loaders, the files that they read, and files that no page names. */
export const loaderFiles: Record<string, string> = {
  "src/notebooks/loaders.md": await Deno.readTextFile("tests/fixtures/notebooks/loaders.md"),
  "src/notebooks/beside.json.sql": "SELECT max(usd) AS most FROM rates",
  "loaders/slow.parquet.sql": `${slow};\n`,
  "loaders/slow.json.sql": `${slow} -- no end mark`,
  "loaders/slow.csv.sql": slow,
  "loaders/slow-[provider].json.sql":
    "SELECT $provider AS asked, count(*)::INT AS n FROM requests WHERE provider = $provider AND ttft_s > 0.5",
  "src/explore.md": await Deno.readTextFile("src/explore.md"),
  "src/notebooks/unfinished.md":
    "---\ndraft: true\nsql:\n  draft: ../loaders/data/draft.csv\n---\n# Unfinished\n",
  "data/secret.csv": "payroll\nhunter2\n", // no page names it
  "data/draft.csv": "payroll\nhunter2\n",
  "data/rates.csv": "provider,usd\ngroq,0.79\nlepton,0.8\n",
  "data/requests.csv": "provider\nnobody\n", // the store has a table of this name
};

/** Asks the store by the command, as an analyst does. */
const asking = ({ run }: ProjectCopy) => async (query: string) => {
  const { code, out, err } = await run(["sql", "--json", query]);
  assert.equal(code, 0, err);
  assert.match(err, /data\/requests\.csv is no table: there is another table requests/);
  return JSON.parse(out);
};

/** What no page names is not published: `err` is what the build of the site said. */
export async function publishesNamed(copy: ProjectCopy, { err }: Done): Promise<void> {
  const { folder } = copy;
  assert.deepEqual(await asking(copy)("FROM secret"), [{ payroll: "hunter2" }]);
  assert.match(err, /\nPublished [^\n]* files of yours: data\/rates\.csv\n/);
  assert.deepEqual(await filesWith(`${folder}/dist`, /payroll|hunter2/), []);
  const [store] = Array.from(Deno.readDirSync(`${folder}/dist/_file/loaders`))
    .filter(({ name }) => name.endsWith(".duckdb"));
  const db = await openDuckdb();
  await db.run(`ATTACH '${folder}/dist/_file/loaders/${store.name}' AS store (READ_ONLY)`);
  const { rows } = await db.query(
    "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'own'",
  );
  db.close();
  assert.deepEqual(rows, [{ name: "rates" }]);
}

/** Holds what the page shows on the built site against DuckDB's rows. */
export async function showLoaders(
  t: Deno.TestContext,
  copy: ProjectCopy,
  url: string,
): Promise<void> {
  const sql = asking(copy);
  const expected = await sql(slow);
  assert.ok(expected.length > 3, "some providers of 2023 were slow");
  const groq = expected.find((row: { provider: string }) => row.provider === "groq")?.n ?? 0;

  const browser = await openBrowser();
  try {
    const { page, faults } = await openPage(browser, `${url}/notebooks/loaders`);
    const json = async (id: string) =>
      JSON.parse(await page.locator(`#${id}`).filter({ hasText: /\]|\}/ }).innerText());
    const files = await json("files");
    await t.step("as Parquet, JSON and CSV", () => {
      assert.deepEqual(files.parquet, expected);
      assert.deepEqual(files.json, expected);
      assert.deepEqual(files.csv, expected);
    });
    await t.step(
      "with a parameter",
      () => assert.deepEqual(files.groq, [{ asked: "groq", n: groq }]),
    );
    await t.step("beside the page", () => assert.deepEqual(files.beside, [{ most: 0.8 }]));
    await t.step("as tables of SQL cells", async () => {
      assert.deepEqual(
        await json("joined"),
        await sql(
          `SELECT provider, n, usd FROM (${slow}\n) JOIN rates USING (provider) ORDER BY provider`,
        ),
      );
    });
    assert.deepEqual(faults, []);
    await t.step("and /explore answers of what is named alone", async () => {
      const ask = async (query: string) => {
        const { page } = await openPage(browser, `${url}/explore?sql=${query}`);
        await page.locator('#explore[data-ready="1"]').waitFor();
        return await page.locator("#explore .answer td, #explore .wrong:visible").allInnerTexts();
      };
      assert.deepEqual((await ask("FROM rates")).slice(0, 2), ["groq", "0.79"]);
      assert.match((await ask("FROM secret"))[0], /Table with name secret does not exist/);
    });
  } finally {
    await browser.close();
  }
}
