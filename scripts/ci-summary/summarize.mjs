// @ts-check

/** @typedef {{ status: string }} TestResult */
/** @typedef {{ status: string, assertionResults: TestResult[] }} FileResult */

/**
 * @param {string | undefined} report text of vitest's JSON report; undefined if none was written
 * @param {number} exitCode of the whole run: setup, catalogue check and tests
 * @returns {{ line?: string, error?: string, status: number }} `line` only for reliable totals
 */
export function summarize(report, exitCode) {
  const results = report === undefined ? undefined : fileResults(report);
  if (!results) {
    return { status: 2, error: `the run ended with code ${exitCode} before the tests reported` };
  }
  const tests = results.flatMap((file) => file.assertionResults);
  /** @type {(...statuses: string[]) => number} */
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  // A file that could not be loaded fails without tests and counts as one failure.
  const failedFiles = results.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const passed = count('passed');
  const failed = count('failed') + failedFiles;
  const skipped = tests.length - count('passed', 'failed');
  if (passed + failed === 0) return { status: 2, error: 'no test was run' };
  if (failed === 0 && exitCode !== 0) {
    return { status: 2, error: `every test passed, yet the run ended with code ${exitCode}` };
  }
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, status: failed > 0 ? 1 : 0 };
}

/**
 * @param {string} report
 * @returns {FileResult[] | undefined} undefined if the text is not a whole report
 */
function fileResults(report) {
  try {
    const { testResults } = JSON.parse(report);
    return Array.isArray(testResults) ? testResults : undefined;
  } catch {
    return undefined;
  }
}
