/** Observable Framework: pages in src/, loaders run by this Deno. One list drives header and tests. */
import { existsSync } from "node:fs";
import process from "node:process";
import { providers } from "./benchmarks/providers/index.ts";

/** Pages that exist, in the order of the header; `within` is reached from another page alone. */
const named: { path: string; name: string; within?: string }[] = [
  { path: "/", name: "Leaderboard" },
  { path: "/distributions", name: "Distributions" },
  { path: "/compare", name: "Compare" },
  { path: "/reliability", name: "Reliability" },
  { path: "/correctness", name: "Correctness" },
  { path: "/time", name: "Time" },
  { path: "/outliers", name: "Outliers" },
  { path: "/quickstart", name: "Quickstart" },
  { path: "/protocols", name: "Protocols", within: "/providers" },
  { path: "/audit", name: "Audit" },
  { path: "/providers", name: "Providers" },
  { path: "/conformance", name: "Conformance" },
  { path: "/data", name: "Data" },
  { path: "/method", name: "Method" },
];
export const pages = named.filter(({ path }) =>
  [".md", ".md.ts"].some((end) => existsSync(`src${path === "/" ? "/index" : path}${end}`))
);

/** A page for each provider, reached from `/providers`. */
export const providerPages = providers.map(({ name }) => `/providers/${name}`);

const logo =
  `<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M2 6h14M7 12h15M4 18h9" stroke="currentColor" stroke-width="2" stroke-linecap="round" opacity=".38"/><circle cx="11" cy="6" r="3" fill="currentColor"/><circle cx="16" cy="12" r="3" fill="currentColor"/><circle cx="8" cy="18" r="3" fill="currentColor"/></svg>`;
// Links are made relative by the framework, addresses in a style are not: a site may stand below its host's root.
const fonts = (path: string) => `${"../".repeat(path.split("/").length - 2) || "./"}fonts`;
// The framework offers no 404-free icon and no font without a foreign host; both are given here. Controls that only a
// script can answer are not shown without one.
const head = ({ path }: { path: string }) =>
  `<link rel="icon" href="data:,"><style>
@font-face{font-family:"Inter";font-weight:100 900;font-display:swap;src:url(${
    fonts(path)
  }/inter.woff2) format("woff2")}
@font-face{font-family:"Source Serif 4";font-weight:200 900;font-display:swap;src:url(${
    fonts(path)
  }/source-serif-4.woff2) format("woff2")}
</style><noscript><style>.needs-script{display:none!important}.lb thead button,.answers a{pointer-events:none}.answers~.controls fieldset.answered{display:block!important}</style></noscript>`;

const current = (link: string, path: string) =>
  path === link || (link === "/" && path === "/index")
    ? ' aria-current="page"'
    : path.startsWith(`${link}/`)
    ? ' aria-current="true"'
    : "";

const header = ({ path }: { path: string }) =>
  `<a class="skip" href="#main-content">Skip to content</a><div class="top"><a class="brand" href="/">${logo}Tokenboard</a><nav aria-label="Pages" tabindex="0">${
    pages.filter((p) => !p.within).map((p) =>
      `<a href="${p.path}"${current(p.path, path)}>${p.name}</a>`
    ).join("")
  }</nav></div>`;

// Framework's type for this is loose; tests open every page in a browser instead.
export default {
  title: "Tokenboard",
  root: "src",
  output: process.env.TOKENBOARD_DIST || "dist",
  style: "style.css",
  globalStylesheets: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  head,
  header,
  footer:
    `<p>Tokenboard measures and publishes. Every number leads to the requests behind it; <a href="/method">how it is measured</a>, <a href="/data">the raw rows</a>.</p>`,
  dynamicPaths: providerPages,
  pages: pages.filter((p) => p.path !== "/"),
  interpreters: { ".ts": [process.env.TOKENBOARD_DENO || "deno", "run", "-A", "--quiet"] },
};
