/** The browsers of this machine that print a page without a window. */

/** Names on the PATH first, then where installers put them on Linux, macOS and Windows. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const usualPlaces = [
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Every Chromium or Chrome of this machine, as paths of files that exist. `path` is a PATH. */
export async function browsersHere(
  path = Deno.env.get("PATH") ?? "",
  places = usualPlaces,
): Promise<string[]> {
  const windows = Deno.build.os === "windows";
  const folders = path.split(windows ? ";" : ":").filter(Boolean);
  const candidates = [
    ...names.flatMap((n) => folders.map((folder) => `${folder}/${n}${windows ? ".exe" : ""}`)),
    ...places,
  ];
  const found = [];
  for (const file of candidates) {
    if (await Deno.stat(file).then((s) => s.isFile, () => false)) found.push(file);
  }
  return found;
}
