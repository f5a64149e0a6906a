// @ts-check

/**
 * A number in a compiler's report.
 *
 * @param {string} report
 * @param {RegExp} pattern with the number as its first group
 */
export function figure(report, pattern) {
  const found = pattern.exec(report);
  if (!found) {
    throw new Error(
      `the compiler's report has nothing like ${pattern}: this version of Mesa may print it otherwise`,
    );
  }
  return Number(found[1]);
}
