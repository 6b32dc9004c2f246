import assert from "node:assert/strict";
import { commitOf, versions } from "../../benchmarks/bench/versions.ts";
import { inFolder } from "../support/bench.ts";

const [a, b] = ["a".repeat(40), "b".repeat(40)];
async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(path, `${text}\n`);
  }
}

Deno.test("commitOf() reads what is checked out: a branch, a packed one, a commit, a worktree's branch", () =>
  inFolder(async (folder) => {
    const git = `${folder}/main/.git`;
    await write({
      [`${git}/HEAD`]: "ref: refs/heads/main",
      [`${git}/refs/heads/main`]: a,
      [`${git}/packed-refs`]:
        `# pack-refs with: peeled\n${b} refs/heads/side\n${a} refs/heads/other`,
      [`${git}/worktrees/w/HEAD`]: "ref: refs/heads/side",
      [`${git}/worktrees/w/commondir`]: "../..",
      [`${folder}/w/.git`]: `gitdir: ${git}/worktrees/w`,
    });
    assert.equal(commitOf(`${folder}/main`), a);
    assert.equal(commitOf(`${folder}/w`), b, "of a packed branch");
    await write({ [`${git}/refs/heads/side`]: a });
    assert.equal(commitOf(`${folder}/w`), a, "of a branch in the shared folder");
    await write({ [`${git}/HEAD`]: b });
    assert.equal(commitOf(`${folder}/main`), b, "of no branch");
    assert.equal(commitOf(folder), "unknown");
  }));

Deno.test("versions() names the commit of this checkout, as git does", async () => {
  const git = await new Deno.Command("git", { args: ["rev-parse", "HEAD"] }).output()
    .catch(() => null); // no git here
  if (git?.success) {
    assert.equal(versions().tokenboard, new TextDecoder().decode(git.stdout).trim());
  } else assert.match(versions().tokenboard, /^(unknown|[0-9a-f]{40,})$/);
});
