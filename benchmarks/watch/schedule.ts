/** The files of `docs/schedule/` for one's own configuration, interval and folder. */
import { ConfigError } from "../plan/config.ts";
import { seeded } from "../plan/random.ts";
import { timeText } from "./duration.ts";

export interface Scheduled {
  /** The configuration's name or file, and the options behind it, as words of a command line. */
  words: string[];
  name: string;
  everySeconds: number;
  /** Share of the interval. */
  jitter: number;
  /** Where the checkout is. */
  folder: string;
  /** Folders of programs to look in before the system's own. */
  path?: string;
  /** How Deno is started, as words of a command line. */
  deno: string[];
  /** Variables with keys. */
  variables: string[];
}

export const printed = ["cron", "systemd", "github"] as const;
export type Printed = (typeof printed)[number];

const files: Record<Printed, string[]> = {
  cron: ["crontab"],
  systemd: ["tokenboard.service", "tokenboard.timer"],
  github: ["github.yml"],
};

const [minute, hour, day] = [60, 3600, 86_400];

/** The moments as cron and as systemd write them. The minute is drawn by the name: on the full hour everybody comes. */
export function moments(everySeconds: number, name: string): { cron: string; calendar: string } {
  const drawn = seeded(`schedule ${name}`);
  const [m, h] = [drawn.int(60), drawn.int(24)];
  const two = (n: number) => String(n).padStart(2, "0");
  const [minutes, hours] = [everySeconds / minute, everySeconds / hour];
  if (minutes < 60 && minutes >= 5 && 60 % minutes === 0) {
    const from = m % minutes;
    return {
      cron: `${from}-59/${minutes} * * * *`,
      calendar: `*-*-* *:${two(from)}/${minutes}:00`,
    };
  }
  if (hours === 1) return { cron: `${m} * * * *`, calendar: `*-*-* *:${two(m)}:00` };
  if (hours < 24 && Number.isInteger(hours) && 24 % hours === 0) {
    const from = h % hours;
    return {
      cron: `${m} ${from}-23/${hours} * * *`,
      calendar: `*-*-* ${two(from)}/${hours}:${two(m)}:00`,
    };
  }
  if (everySeconds === day) {
    return { cron: `${m} ${h} * * *`, calendar: `*-*-* ${two(h)}:${two(m)}:00` };
  }
  if (everySeconds === 7 * day) {
    return { cron: `${m} ${h} * * 1`, calendar: `Mon *-*-* ${two(h)}:${two(m)}:00` };
  }
  throw new ConfigError("command line", [
    `--every ${
      timeText(everySeconds)
    }: a calendar has no such interval; take one that divides an hour (5min and ` +
    "more) or a day, 1d or 7d, or let deno task watch run",
  ]);
}

const shellWord = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
/** Systemd expands `%` and `$`. */
const systemdWord = (word: string) =>
  (/^[\w@%+=:,./$-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, "\\$&")}"`)
    .replaceAll("%", "%%").replaceAll("$", "$$$$");

/** In front of the folders of the template; cron takes the rest of the line as it is. */
function pathChanges(path: string): [string, string][] {
  const usual = "PATH=/usr/local/bin:/usr/bin:/bin";
  const whole = usual.replace("=", () => `=${path}:`);
  return [[`Environment=${usual}`, `Environment=${systemdWord(whole)}`], [
    `\n${usual}`,
    `\n${whole}`,
  ]];
}

/** The text that `--print` gives; `read` gives a file of `docs/schedule/`. */
export function scheduleText(
  kind: Printed,
  scheduled: Scheduled,
  read: (file: string) => string,
): string {
  const { words, name, everySeconds, jitter, folder, path, deno, variables } = scheduled;
  const { cron, calendar } = moments(everySeconds, name);
  const word = kind === "systemd" ? systemdWord : shellWord;
  const line = (parts: string[]) => parts.map(word).join(" ");
  const inCron = (text: string) => kind === "cron" ? text.replaceAll("%", "\\%") : text;
  const keys = variables.map((key) => `          ${key}: \${{ secrets.${key} }}\n`).join("");
  const changes: [string, string][] = [
    ["task bench quickstart", inCron(`task bench ${line(words)}`)],
    ["npx -y deno@2.9.6", inCron(line(deno))],
    ...(path ? pathChanges(path) : []),
    ["cd /srv/tokenboard", inCron(`cd ${line([folder])}`)],
    ["WorkingDirectory=/srv/tokenboard", `WorkingDirectory=${folder.replaceAll("%", "%%")}`],
    ["17 * * * *", cron],
    ["*-*-* *:17:00", calendar],
    ["RandomizedDelaySec=360s", `RandomizedDelaySec=${Math.round(everySeconds * jitter)}s`],
    ["every 1 h", `every ${timeText(everySeconds)}`],
    ["deno-version: 2.9.6", `deno-version: ${Deno.version.deno}`],
    ...(keys ? [[" --no-site\n", ` --no-site\n        env:\n${keys}`] as [string, string]] : []),
    ["easures quickstart", `easures ${name}`],
    ["easurement of quickstart", `easurement of ${name}`],
  ];
  return files[kind].map((file) =>
    changes.reduce((text, [from, to]) => text.replaceAll(from, () => to), read(file))
  ).join("\n");
}
