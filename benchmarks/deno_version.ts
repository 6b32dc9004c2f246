/** Which Deno this needs; before any package is there, so it imports none. */

/** The one that README and CI name, with which everything was tried; an older one lacks what is used. */
export const neededDeno = "2.9.6";

/** What a person is told whose Deno is older than needed, or null. */
export function tooOld(running: string, needed = neededDeno): string | null {
  const [a, b] = [running, needed].map((version) => version.split(/[.+-]/).map(Number));
  const differs = [0, 1, 2].find((i) => a[i] !== b[i]);
  return differs === undefined || a[differs] > b[differs]
    ? null
    : `This is Deno ${running}, and ${needed} or newer is needed: npx -y deno@${needed} task bench, or deno upgrade.`;
}
