// @ts-check

/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} TestResult */
/** @typedef {{ status: string, name: string, message?: string, assertionResults: TestResult[] }} FileResult */

/**
 * @param {string | undefined} report text of vitest's JSON report; undefined if none was written
 * @param {number} exitCode of the whole run: setup, catalogue check and tests
 * @returns {{ line?: string, error?: string, status: number, failures?: string[] }} `line` only for
 *   reliable totals; the failures by name, with the first line of their messages
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
  );
  const passed = count('passed');
  const failed = count('failed') + failedFiles.length;
  const skipped = tests.length - count('passed', 'failed');
  if (passed + failed === 0) return { status: 2, error: 'no test was run' };
  if (failed === 0 && exitCode !== 0) {
    return { status: 2, error: `every test passed, yet the run ended with code ${exitCode}` };
  }
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  const failures = [
    ...failedFiles.map(({ name, message }) => described(name, message)),
    ...tests
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => described(fullName, failureMessages?.[0])),
  ];
  return { line, status: failed > 0 ? 1 : 0, failures };
}

/** @param {string} name @param {string} [message] */
function described(name, message = 'no message') {
  return `${name}: ${message.split('\n', 1)[0]}`;
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
