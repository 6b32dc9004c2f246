/** Starts a program of ours in a process of its own, with what it may do and know. */

/** Variables that any program may need: where things are, and how to print. No name here holds a key. */
const needed = [
  /^(PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TEMP|TMP|XDG_\w+_(HOME|DIR)|CI)$/i,
  /^(LANG|LANGUAGE|LC_\w+|TZ|TERM|COLORTERM|NO_COLOR|FORCE_COLOR)$/i,
  /^(USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT)$/i,
  /^(DENO_(DIR|NO_UPDATE_CHECK|AUDIT_PERMISSIONS)|TOKENBOARD_\w+)$/i,
];

export type ProcessOptions = Omit<Deno.CommandOptions, "args" | "clearEnv"> & {
  /** Hands on the whole environment: only to what sends requests that need keys. */
  keys?: boolean;
};

/** What a program of ours prints, waited for; throws where it fails, with what it said. */
export function denoOutput(grants: string[], args: string[]): string {
  const { success, stdout, stderr } = denoProcess(grants, args, { keys: pagesMaySpend() })
    .outputSync();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  return decoder.decode(stdout);
}

/** A process of this Deno that runs a program (the first of `args`) under `grants`. */
export function denoProcess(
  grants: string[],
  args: string[],
  { keys = false, env = {}, ...options }: ProcessOptions = {},
): Deno.Command {
  const all = Object.entries(Deno.env.toObject());
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...grants, ...args],
    clearEnv: true,
    env: {
      ...Object.fromEntries(
        keys ? all : all.filter(([name]) => needed.some((pattern) => pattern.test(name))),
      ),
      // A program without keys reads none from a file either.
      ...(keys ? {} : { TOKENBOARD_ENV_FILE: "" }),
      // What we read is not coloured, and is shown as it is.
      ...(options.stderr === "inherit" ? {} : { NO_COLOR: "1" }),
      ...env,
    },
    ...options,
  });
}

/** Whether the programs behind pages may send requests that cost something, and so need keys. */
export const pagesMaySpend = (): boolean => Deno.env.get("TOKENBOARD_BENCH") === "allow";
