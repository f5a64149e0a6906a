// @ts-check
/**
 * Prints the tests that failed, then the totals of a test run as one line, `N passed, N failed`, with `, N skipped` if there
 * are any. Exit code 1 if a test failed; 2, without the line, if there are no reliable totals.
 * Usage: node scripts/ci-summary.mjs <vitest JSON report> <exit code of the run>
 */
import { existsSync, readFileSync } from 'node:fs';
import { summarize } from './ci-summary/summarize.mjs';

const [path = '', exitCode = ''] = process.argv.slice(2);
const report = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
const { line, error, status, failures = [] } = summarize(report, Number.parseInt(exitCode, 10));
if (error) console.error(`ci: ${error}`);
for (const failure of failures) console.log(`failed: ${failure}`);
if (line) console.log(line);
process.exit(status);
