/** Counts what `deno test --junit-path` reported. */

export interface Counts {
  passed: number;
  failed: number;
  ignored: number;
}

/**
 * Counts the tests of a JUnit report. A test made of steps counts as its steps; it counts itself only where it
 * failed outside of them.
 *
 * @param xml the report, or what there is of it
 */
export function countTests(xml: string): Counts {
  const counts = { passed: 0, failed: 0, ignored: 0 };
  for (const [suite] of xml.matchAll(/<testsuite .*?<\/testsuite>/gs)) {
    const cases = [...suite.matchAll(/<testcase name="([^"]*)"(.*?)<\/testcase>/gs)];
    for (const [_, name, body] of cases) {
      const failed = /<(failure|error)\b/.test(body);
      const bySteps = !failed || /message="\d+ test steps? failed"/.test(body);
      // The report joins the names of a test and its step with " > ", escaped.
      if (bySteps && cases.some(([_, other]) => other.startsWith(`${name} &gt; `))) continue;
      if (failed) counts.failed++;
      else if (/<skipped\b/.test(body)) counts.ignored++;
      else counts.passed++;
    }
  }
  return counts;
}

/** Files that failed outside of any test, so that the report says nothing of them. `output` is without colours. */
export function uncaughtFiles(output: string): string[] {
  const failures = output.split(/^ FAILURES $/m)[1] ?? "";
  return [...new Set([...failures.matchAll(/^(.+) \(uncaught error\)$/gm)].map((m) => m[1]))];
}
