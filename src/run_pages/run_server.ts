/** How the servers of a run were meanwhile: one drawing a target, its requests and the server on one axis of time. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { serverSide } from "../charts/server_side.js";
import { lineHtml } from "../components/files.js";
import { renderBare } from "../components/vega.js";
import { count, escapeHtml } from "../words/format.js";
import { speculationHtml } from "./run_speculation.js";
import { shortName } from "../words/names.js";
import { providerLabel } from "../words/providers.js";

const meant = "Under way is what this run sent and had no end of; running, waiting and the KV " +
  "cache are the server’s word, and count others’ requests too.";

/** Width that a drawing is baked for, in pixels. */
const width = 700;

export async function serverHtml(page: RunPage): Promise<string> {
  const { server } = page;
  if (!server) return "";
  const targets = [...Map.groupBy(server.moments, (m) => JSON.stringify([m.provider, m.model]))];
  const drawn = await Promise.all(targets.map(async ([, moments]) => {
    const [{ provider, model }] = moments;
    const name = `${providerLabel(provider)} ${shortName(model)}`;
    const label = `${name}: requests under way as this run counts them, and requests running and ` +
      `waiting as its server says, over the time of the run`;
    return `<figure class="drawing"><div class="scroll" tabindex="0" role="region" aria-label="${
      escapeHtml(name)
    }, its server over time"><div role="img" aria-label="${escapeHtml(label)}">${await renderBare(
      serverSide(moments, width),
    )}</div></div><figcaption class="cap">${escapeHtml(name)}: ${
      count(moments.length)
    } looks at the metrics of its server, UTC. ${meant}</figcaption></figure>`;
  }));
  return `<h2 id="server">The server’s side</h2>${drawn.join("")}${
    lineHtml({ id: "server", what: "These values", files: "", sql: server.sql, up: "../" })
  }${speculationHtml(page)}`;
}
