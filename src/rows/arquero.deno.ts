/**
 * Arquero for Deno. Pages import "arquero/dist/arquero.min.js" (the plain entry pulls in node:fs), which is a
 * script and exports nothing here; deno.json maps that name to this file.
 */
import * as aq from "arquero";
export default aq;
