/** Observable Framework: pages in src/, loaders run by this Deno. One list drives header and tests. */
import { existsSync } from "node:fs";
import process from "node:process";
import type MarkdownIt from "markdown-it";
import { providers } from "./benchmarks/providers/index.ts";
import { reportsIn } from "./benchmarks/queries/reports/list.ts";
import { giveStore, keepCells } from "./benchmarks/site/notebooks/cells.ts";
import { notebooksOf } from "./benchmarks/site/notebooks/notebooks.ts";
import { withParts } from "./benchmarks/site/parts.ts";
import { withoutScript } from "./benchmarks/site/without_script.ts";

/** Where a page stands in the header; without one, among the results, which are always in sight. */
type Group = "Analysis" | "Notebooks" | "How we know" | "Runs";
interface Page {
  path: string;
  name: string;
  group?: Group;
  /** It is reached from that page alone. */
  within?: string;
}
/** Our own pages that exist, in the order of the header. */
const named: Page[] = [
  { path: "/", name: "Leaderboard" },
  { path: "/distributions", name: "Distributions" },
  { path: "/compare", name: "Compare" },
  { path: "/cost", name: "Cost" },
  { path: "/reliability", name: "Reliability" },
  { path: "/correctness", name: "Correctness" },
  { path: "/time", name: "Time" },
  { path: "/history", name: "History" },
  { path: "/load/", name: "Load", group: "Analysis" },
  { path: "/sessions/", name: "Sessions", group: "Analysis" },
  { path: "/outliers", name: "Outliers", group: "Analysis" },
  { path: "/filter", name: "Filter", group: "Analysis" },
  { path: "/explore", name: "Explore", group: "Analysis" },
  { path: "/reports/", name: "Reports", group: "Notebooks" },
  { path: "/method", name: "Method", group: "How we know" },
  { path: "/audit", name: "Audit", group: "How we know" },
  { path: "/conformance", name: "Conformance", group: "How we know" },
  { path: "/reconcile/", name: "Reconcile", group: "How we know" },
  { path: "/shards/", name: "Shards", within: "/method" },
  { path: "/data", name: "Data", group: "How we know" },
  { path: "/editions/", name: "Editions", group: "How we know" },
  { path: "/search/", name: "Search", group: "How we know" },
  { path: "/quickstart", name: "Quickstart", group: "Runs" },
  { path: "/runs", name: "All runs", group: "Runs" },
  { path: "/protocols", name: "Protocols", within: "/providers" },
  { path: "/providers", name: "Providers", group: "Runs" },
];
const isThere = (path: string) => [".md", ".md.ts"].some((end) => existsSync(`src${path}${end}`));
/** A page's file may be the index of its folder: the address of such a page ends in a slash. */
const fileOf = (path: string) => path.endsWith("/") ? `${path}index` : path;
/** Reports have a page that lists them where there are any. */
const isShown = ({ path }: Page) => path !== "/reports/" || reportsIn().length > 0;
export const pages = named.filter((page) => isThere(fileOf(page.path)) && isShown(page));

/** The live site makes each such page when it is asked for, a build all of them from this one. */
const templates = ["/providers/[name]", "/runs/[run]"].filter(isThere);
/** A page for each provider, reached from `/providers`. */
export const providerPages = templates.includes("/providers/[name]")
  ? providers.map(({ name }) => `/providers/${name}`)
  : [];

const logo = '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">' +
  '<path d="M2 6h14M7 12h15M4 18h9" stroke="currentColor" stroke-width="2" ' +
  'stroke-linecap="round" opacity=".38"/><circle cx="11" cy="6" r="3" fill="currentColor"/>' +
  '<circle cx="16" cy="12" r="3" fill="currentColor"/>' +
  '<circle cx="8" cy="18" r="3" fill="currentColor"/></svg>';
// Links are made relative by the framework, addresses in a style are not: a site may stand below its host's root.
// The live site serves a file of src/ under _file/; a build puts the fonts beside the pages.
const live = process.argv.includes("preview");
const fontFolder = live ? "_file/fonts" : "fonts";
// A build has a folder of files to take away; the live site makes each when it is asked for.
const liveFiles = live
  ? `<script>globalThis.tokenboardFiles = "./_file/loaders/downloads";
addEventListener("click", ({target}) => {
  const link = target.closest?.("a[href*='./downloads/']");
  if (link) link.setAttribute("href", link.getAttribute("href").replace("./downloads", tokenboardFiles));
}, true);</script>`
  : "";
// An address may ask for one figure alone, for a frame elsewhere: src/components/embed.ts draws it.
const embedded = `<script>{
  const query = new URLSearchParams(location.search), id = query.get("embed");
  if (id) {
    query.delete("embed");
    document.documentElement.dataset.embed = id;
    addEventListener("DOMContentLoaded", () => {
      document.body.insertAdjacentHTML("afterbegin", '<div id="embedded"><p>Drawing; if nothing ' +
        'comes, <a target="_blank">the page</a> has no such figure now.</p></div>');
      document.querySelector("#embedded a").href = "?" + query;
    });
  }
}</script>`;
const fonts = (path: string) => `${"../".repeat(path.split("/").length - 2) || "./"}${fontFolder}`;
// Whoever was measured first keeps its mark on every page, whoever else stands on it.
const namesOfStore = (id: string, json = "[]") =>
  `<script type="application/json" id="${id}">${json.replaceAll("<", "\\u003c")}</script>`;
const providersOfStore = namesOfStore("providers-of-store", process.env.TOKENBOARD_PROVIDERS) +
  namesOfStore("simulated-of-store", process.env.TOKENBOARD_SIMULATED);
const namesIn = (json = "[]"): string[] => JSON.parse(json);
const simulated = new Set(namesIn(process.env.TOKENBOARD_SIMULATED));
const hasProviders = process.env.TOKENBOARD_PROVIDERS === undefined ||
  namesIn(process.env.TOKENBOARD_PROVIDERS).some((name) => !simulated.has(name));
// The framework offers no 404-free icon and no font without a foreign host; both are given here. Controls that only a
// script can answer are not shown without one.
interface Head {
  path: string;
  title: string | null;
  data: { sql?: Record<string, string> };
}
const head = ({ path, title, data }: Head) => {
  const hints = giveStore(data, title);
  return `<link rel="icon" href="data:,">${providersOfStore}${hints}${liveFiles}${embedded}<style>
@font-face{font-family:"Inter";font-weight:100 900;font-display:swap;src:url(${
    fonts(path)
  }/inter.woff2) format("woff2")}
@font-face{font-family:"Source Serif 4";font-weight:200 900;font-display:swap;src:url(${
    fonts(path)
  }/source-serif-4.woff2) format("woff2")}
</style>` +
    withoutScript;
};

const current = (link: string, path: string) =>
  path === fileOf(link)
    ? ' aria-current="page"'
    : link !== "/" && path.startsWith(link.endsWith("/") ? link : `${link}/`)
    ? ' aria-current="true"'
    : "";

const text = (words: string) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const link = (here: string, p: Page) =>
  `<a href="${encodeURI(p.path)}"${current(p.path, here)}>${text(p.name)}</a>`;

/** A button and the list it opens: the browser closes it by Escape and by a click elsewhere, without a script. */
const menu = (id: string, name: string, here: boolean, body: string) =>
  `<button type="button" popovertarget="${id}"${here ? ' class="here"' : ""}>${name}</button>` +
  `<div id="${id}" class="menu" popover>${body}</div>`;

/** Wide, the results stand in a row and each other group is a menu; on a phone one menu holds every group. */
const header = ({ path }: { path: string }) => {
  // A file dropped into the folder is here at once, also on the live site.
  const notebooks = notebooksOf("src", hasProviders).map((own): Page => ({
    ...own,
    group: "Notebooks",
  }));
  const shown = [...notebooks, ...pages.filter((p) => !p.within)];
  const links = (group?: Group) =>
    shown.filter((p) => p.group === group).map((p) => link(path, p)).join("");
  const groupOf = (p: Page) => named.find((q) => q.path === p.within)?.group ?? p.group;
  const has = (group: Group) =>
    [...pages, ...notebooks].some((p) => groupOf(p) === group && current(p.path, path));
  const groups = (["Analysis", "Notebooks", "How we know", "Runs"] as const)
    .filter((group) => shown.some((p) => p.group === group));
  return `<a class="skip" href="#main-content">Skip to content</a><div class="top">` +
    `<a class="brand" href="/">${logo}Tokenboard</a><nav class="wide" aria-label="Pages">${links()}${
      groups.map((g, i) => menu(`menu-${i}`, g, has(g), links(g))).join("")
    }</nav><nav class="phone" aria-label="All pages">${
      menu(
        "menu-all",
        "Menu",
        false,
        `<p>Results</p>${links()}${groups.map((g) => `<p>${g}</p>${links(g)}`).join("")}`,
      )
    }</nav></div>`;
};

const deno: string[] = JSON.parse(process.env.TOKENBOARD_DENO || '["deno", "run", "-A"]');

// Framework's type for this is loose; tests open every page in a browser instead.
export default {
  title: "Tokenboard",
  root: "src",
  // A link names its page's file: a plain host finds no `data.html` at `/data`.
  preserveExtension: true,
  output: process.env.TOKENBOARD_DIST || "dist",
  style: "styles/all.css",
  globalStylesheets: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  head,
  header,
  markdownIt: (md: MarkdownIt) => withParts(keepCells(md)),
  // Its extensions are on another host; ours reads Parquet by itself.
  duckdb: { extensions: { json: null, parquet: null } },
  footer: "<p>Tokenboard measures and publishes. Every number leads to the requests behind it; " +
    '<a href="/method">how it is measured</a>, <a href="/data">the raw rows</a>.</p>',
  dynamicPaths: templates,
  pages: pages.filter((p) => p.path !== "/"),
  interpreters: { ".ts": deno, ".sql": [...deno, "benchmarks/site/sql_loader.ts"] },
};
