/** The tasks of `deno.json`, as words. */
import settings from "../../../deno.json" with { type: "json" };

const tasks = settings.tasks as Record<string, { command: string }>;

/** The words of a task's command, with the path of this Deno where the task asks for it. */
export const wordsOf = (task: string): string[] =>
  [...tasks[task].command.matchAll(/"([^"]*)"|\S+/g)].map(([word, inner]) =>
    (inner ?? word).replace(/\$\(deno eval '.*?'\)/, Deno.execPath())
  );

/** Names of all tasks that start a command of `main.ts`, and that command. */
export const commandTasks: [task: string, command: string][] = Object.keys(tasks).flatMap(
  (task) => {
    const words = wordsOf(task);
    const at = words.indexOf("benchmarks/main.ts");
    return at < 0 ? [] : [[task, words[at + 1]]];
  },
);
