import { describe, expect, test } from 'vitest';
import { summarize } from '../../scripts/ci-summary/summarize.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  name: `${status}.test.ts`,
  assertionResults: tests.map((each) => ({
    status: each,
    fullName: `a ${each} test`,
    failureMessages: each === 'failed' ? ['Error: 1 is not 2\n    at a line'] : [],
  })),
});
const report = (...testResults: object[]) => JSON.stringify({ testResults });

describe('summarize', () => {
  test('counts over all files', () => {
    const text = report(file('passed', 'passed', 'passed'), file('failed', 'failed', 'passed'));
    expect(summarize(text, 1)).toMatchObject({ line: '3 passed, 1 failed', status: 1 });
  });

  test('names skipped tests only when there are any', () => {
    expect(summarize(report(file('passed', 'passed')), 0).line).toBe('1 passed, 0 failed');
    expect(summarize(report(file('passed', 'passed', 'pending', 'todo', 'skipped')), 0).line).toBe(
      '1 passed, 0 failed, 3 skipped',
    );
  });

  test('names the tests that failed, with the first line of their messages', () => {
    const { failures } = summarize(report(file('failed', 'failed', 'passed')), 1);
    expect(failures).toEqual(['a failed test: Error: 1 is not 2']);
  });

  test('a file that could not be loaded is a failure', () => {
    const text = report(file('passed', 'passed'), file('failed'));
    expect(summarize(text, 1)).toEqual({
      line: '1 passed, 1 failed',
      status: 1,
      failures: ['failed.test.ts: no message'],
    });
  });

  test.each([
    ['no report', undefined, 1],
    ['a truncated report', '{"testResults": [', 1],
    ['a report without results', '{}', 0],
    ['no tests', report(), 0],
    ['an error outside the tests', report(file('passed', 'passed')), 1],
    ['a killed run', report(file('passed', 'passed')), 137],
  ])('%s gives an error and no totals', (_, text, exitCode) => {
    const { line, error, status } = summarize(text, exitCode);
    expect(line).toBeUndefined();
    expect(error).toBeTruthy();
    expect(status).toBe(2);
  });
});
