import assert from "node:assert/strict";
import { rowHtml, sqlOf } from "../../src/components/drawer.ts";
import { linearTicks, timelineHtml } from "../../src/components/drawer_timeline.ts";
import { failedRow, row } from "./support.ts";

Deno.test("rowHtml() shows every column, what was not observed as null", () => {
  const one = row({ location: null, chunk_at_s: [0.5, 1.25], error_message: "<b>&" });
  const html = rowHtml(one);
  for (const name of Object.keys(one)) assert.ok(html.includes(`<dt>${name}</dt>`), name);
  assert.match(html, /<dt>location<\/dt><dd class="null">null<\/dd>/);
  assert.match(html, /<dt>chunk_at_s<\/dt><dd>2 values: 0\.5, 1\.25<\/dd>/);
  assert.match(html, /<dd>&#60;b&#62;&#38;<\/dd>/, "text of a server is no HTML");
  const json = decodeURIComponent(
    /href="data:application\/json;charset=utf-8,([^"]*)"/.exec(html)![1],
  );
  assert.deepEqual(JSON.parse(json), one);
});

Deno.test("rowHtml() marks simulated and failed requests", () => {
  assert.match(rowHtml(row({ simulated: true })), /badge sim">simulated/);
  assert.match(rowHtml(failedRow()), /badge fail">× rate limited/);
  assert.doesNotMatch(rowHtml(row()), /badge (sim|fail)/);
});

Deno.test("rowHtml() says that a request was to be sent again, and how to find its attempts", () => {
  const html = rowHtml(failedRow({ retry_in_s: 0.4, request_index: 7, phase: "measured" }));
  assert.match(html, /badge">to be sent again after 0\.400 s</);
  assert.match(
    html,
    /phase IN \(&#39;measured&#39;, &#39;retry&#39;\) AND request_index = 7 ORDER BY attempt/,
  );
  assert.doesNotMatch(rowHtml(failedRow()), /sent again|all its attempts/);
});

Deno.test("timelineHtml() ticks recorded chunks, and dashes what was not recorded", () => {
  const recorded = timelineHtml(row({ chunk_at_s: [1, 1.5, 2] }), null, "red");
  assert.equal(recorded.match(/class="chunk"/g)!.length, 6, "three chunks in each of two drawings");
  assert.doesNotMatch(recorded, /dashed|Dashed/);
  assert.match(recorded, /class="stream" style="left:50\.00%;width:50\.00%"/); // 1 of 2 s to 2 of 2 s
  const imported = timelineHtml(row({ chunk_at_s: null }), null, "red");
  assert.match(imported, /Dashed: chunk times were not recorded/);
  assert.equal(imported.match(/class="stream dashed"/g)!.length, 2);
});

Deno.test("timelineHtml() draws no moment that was not observed", () => {
  assert.match(timelineHtml(failedRow(), null, "red"), /No moment of this request was observed/);
  const cut = timelineHtml(failedRow({ e2e_latency_s: 3 }), null, "red");
  assert.doesNotMatch(cut, /class="stream/);
  assert.match(cut, /no first token was observed/);
});

Deno.test("linearTicks() starts at zero and steps by 1, 2 or 5", () => {
  assert.deepEqual(linearTicks(101.5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(linearTicks(1.2), [0, 0.5, 1]);
  assert.deepEqual(linearTicks(0), [0]);
});

Deno.test("sqlOf() quotes what it names", () => {
  assert.match(
    sqlOf(row({ model: "o'one", request_index: 4 })),
    /model = 'o''one'.*request_index = 4/,
  );
});
