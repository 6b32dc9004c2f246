/** Expected values: numpy and scipy (lstsq, cov, stats.f, stats.ncf), from the same data. */
import assert from "node:assert/strict";
import { dayLevels, resembling, wave } from "../../../benchmarks/coverage/series.ts";
import { cosinor, dayCurve } from "../../../benchmarks/judging/time/cosinor.ts";
import { type HourCell, hourEffect } from "../../../benchmarks/judging/time/hour_effect.ts";
import { levelDays } from "../../../benchmarks/judging/time/level_days.ts";
import { seeded } from "../../../benchmarks/plan/random.ts";

/** Six days that lack every seventh hour: a curve, a drift, levels of days, and a sine without period as noise. */
const cells: HourCell[] = Array.from({ length: 144 }, (_, i) => {
  const [day, hour] = [Math.floor(i / 24), i % 24];
  const log = 0.08 * Math.cos((2 * Math.PI * (hour - 5)) / 24) + 0.1 * Math.sin(7 * i * i) +
    0.03 * (day % 3) + 0.02 * day;
  return { day: 20_000 + day, hour, value: Math.exp(log) };
}).filter((_, i) => i % 7 !== 3);

const near = (found: number | null | undefined, expected: number) =>
  assert.ok(Math.abs(found! / expected - 1) < 1e-5, `${found}, not ${expected}`);

Deno.test("hourEffect() has scipy's p, amplitude, interval and power", () => {
  const found = hourEffect(cells);
  near(found.p, 0.0005394951445208794);
  near(found.amplitude!.value, 0.09080784687105513);
  near(found.amplitude!.low, 0.06316302795738293);
  near(found.amplitude!.high, 0.12413237344730321);
  near(cosinor(levelDays(cells).map(dayCurve))!.power(Math.log(1.05)), 0.8992611395431105);
  assert.deepEqual([found.days, found.claimed, found.why], [6, true, null]);
});

Deno.test("hourEffect() says no greater power than an effect of 5% is claimed with", () => {
  const series = 200;
  for (const model of [resembling(0), resembling(0.67)].map((m) => dayLevels(m, 0.05))) {
    for (const days of [5, 7, 14]) {
      const random = seeded(`power, ${model.name}, ${days} days`);
      const times = Array.from({ length: 24 * days }, (_, i) => i);
      let [said, claimed] = [0, 0];
      for (let i = 0; i < series; i++) {
        const logs = model.logs(times, random);
        const peak = 24 * random.next();
        const of = (amplitude: number) =>
          hourEffect(times.map((t) => ({
            day: Math.floor(t / 24),
            hour: t % 24,
            value: Math.exp(logs[t] + wave(t, amplitude, peak)),
          })));
        said += of(0).power! / series;
        if (of(0.05).claimed) claimed += 1 / series;
      }
      // Two standard deviations of a share of 200 are 0.07.
      const off = `${model.name}, ${days} days: ${said} said, ${claimed} claimed`;
      assert.ok(said < claimed + 0.07 && said > claimed - 0.27, off);
    }
  }
});

Deno.test("hourEffect() gives each hour's interval as worked by hand from three days of two levels", () => {
  // Hour 0 is e^d of its day's level, d = -0.1, 0.1, 0 from day to day, and hour 12 the opposite.
  const found = hourEffect(
    [-0.1, 0.1, 0].flatMap((d, day) =>
      Array.from({ length: 24 }, (_, hour) => ({
        day,
        hour,
        value: Math.exp(hour === 0 ? d : hour === 12 ? -d : 0),
      }))
    ),
  );
  // Variances 0.01, 0.01 and 22 of 0: 0.02 / 24 on average, counted for 12 days beside the own two degrees of freedom.
  // scipy: t.ppf(1 - 0.025 / 24, 14) = 3.7667298.
  const half = (own: number) => 3.7667298 * Math.sqrt((12 * (0.02 / 24) + 2 * own) / 14 / 3);
  found.curve.forEach(({ hour, ratio, low, high }) => {
    near(ratio, 1);
    near(Math.log(high!), half(hour % 12 ? 0 : 0.01));
    near(-Math.log(low!), half(hour % 12 ? 0 : 0.01));
  });
});

Deno.test("hourEffect() claims nothing of four days, whatever they show", () => {
  const found = hourEffect(cells.filter(({ day }) => day < 20_004));
  assert.deepEqual([found.days, found.claimed, found.p, found.amplitude], [4, false, null, null]);
  assert.match(found.why!, /takes 5 days of at least 12 measured hours; 4 are there/);
  assert.equal(found.curve.length, 24);
});

Deno.test("hourEffect() says so where nothing differs, and where hours, days or values are missing", () => {
  const same = hourEffect(cells.map((cell) => ({ ...cell, value: 0.3 })));
  assert.deepEqual([same.claimed, same.p, same.why], [false, null, "All values are the same."]);
  assert.ok(same.curve.every(({ ratio }) => Math.abs(ratio - 1) < 1e-12));
  // A day of eleven hours is no day; a value of 0 has no log.
  const office = hourEffect(cells.filter(({ hour }) => hour < 11));
  assert.deepEqual([office.days, office.curve], [0, []]);
  const zeros = hourEffect([...cells, { day: 20_001, hour: 3, value: 0 }]);
  assert.deepEqual(zeros, hourEffect(cells));
  assert.equal(hourEffect([]).days, 0);
});
