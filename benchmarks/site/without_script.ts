/** What a page shows where its scripts do not run: they are switched off, or the page was opened as a file. */

const style = "<style>.needs-script{display:none!important}.no-script{display:block!important}" +
  ".lb thead button,.answers a{pointer-events:none}" +
  ".answers~.controls fieldset.answered{display:block!important}</style>";

const sentence =
  "This page was opened as a file, and browsers run no scripts of such a page: what they draw is " +
  "missing. Served from its folder it is whole, for example by " +
  "<code>python3 -m http.server</code>.";

/** Browsers load no module from a file, and a folder shows its list instead of its page. */
const asFile =
  `<script>if (location.protocol === "file:") addEventListener("DOMContentLoaded", () => {
  document.head.insertAdjacentHTML("beforeend", ${JSON.stringify(style)});
  document.querySelector("main").insertAdjacentHTML("afterbegin", ${
    JSON.stringify(`<p class="empty as-file">${sentence}</p>`)
  });
  for (const link of document.querySelectorAll("a[href^='.'][href$='/']")) link.href += "index.html";
});</script>`;

/** For a page whose scripts run from a file, too. */
export const withoutScriptAtAll: string = `<noscript>${style}</noscript>`;

/** For the head of a page. */
export const withoutScript: string = withoutScriptAtAll + asFile;
