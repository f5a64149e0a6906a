import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../scripts/faults/runProgram.mjs';
import { readTestRun } from '../../scripts/faults/testRun.mjs';
import { runTests } from '../../scripts/faults/vitest.mjs';
import { root } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('test-run');
  symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'), 'junction');
});

afterAll(() => folder?.remove());

const ended = { code: 0, signal: null, timedOut: false, output: '' } as const;
const report = (success: boolean, ...testResults: object[]) =>
  JSON.stringify({ success, testResults });
const file = (...tests: [status: string, fullName: string][]) => ({
  message: '',
  assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
});

describe('readTestRun', () => {
  test('counts tests that passed', () => {
    const text = report(true, file(['passed', 'a'], ['skipped', 'b']), file(['passed', 'c']));
    expect(readTestRun(ended, text, 1000)).toEqual({ kind: 'passed', count: 2 });
  });

  test('names the first test that failed, however the run ended', () => {
    const text = report(false, file(['passed', 'a'], ['failed', 'b c'], ['failed', 'd']));
    for (const end of [
      { ...ended, code: 1 },
      { ...ended, timedOut: true },
    ]) {
      expect(readTestRun(end, text, 1000)).toEqual({ kind: 'failed', test: 'b c' });
    }
  });

  const passing = report(true, file(['passed', 'a']));
  const output = 'first\n\nlast\n';
  test.each([
    [
      'time-out',
      { ...ended, code: null, signal: 'SIGKILL', timedOut: true, output },
      undefined,
      'timed out: no end after 90 s:\n    first\n    last',
    ],
    [
      'signal',
      { ...ended, code: null, signal: 'SIGSEGV', output },
      passing,
      'ended by SIGSEGV:\n    first\n    last',
    ],
    [
      'crash before the report',
      { ...ended, code: 7, output },
      undefined,
      'ended with code 7 and without a report:\n    first\n    last',
    ],
    [
      'half a report',
      { ...ended, code: 1 },
      '{"success": tr',
      'ended with code 1 and without a report',
    ],
    [
      'a file that does not load',
      { ...ended, code: 1 },
      report(false, { ...file(), message: 'SyntaxError: at line 3' }),
      'its tests could not be loaded:\n    SyntaxError: at line 3',
    ],
    ['no test', ended, report(true, file(['skipped', 'a'])), 'no test fits the pattern'],
    [
      'an error outside the tests',
      { ...ended, code: 1, output },
      report(false, file(['passed', 'a'])),
      'no test failed, yet vitest ended with code 1:\n    first\n    last',
    ],
  ])('says what happened: %s', (_, ending, text, reason) => {
    expect(readTestRun(ending, text, 90_000)).toEqual({ kind: 'broken', reason });
  });

  test('quotes the end of a long output', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`);
    const run = readTestRun({ ...ended, code: 1, output: lines.join('\n') }, undefined, 1000);
    expect(run).toEqual({
      kind: 'broken',
      reason: expect.stringMatching(/report:\n {4}line 85\n/),
    });
  });
});

describe('runProgram', () => {
  test('gives the exit code and what both streams said', async () => {
    const code = "console.log('out'); console.error('err'); process.exit(3)";
    const ending = await runProgram(['-e', code], { cwd: root, limitMs: 60_000 });
    expect(ending).toMatchObject({ code: 3, signal: null, timedOut: false });
    expect(ending.output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  test('stops what hangs, with all that it started', async () => {
    // The child keeps the output open, so the run ends only when both processes end.
    const hang = 'while (true) {}';
    const code = `require('child_process').spawn(process.execPath, ['-e', '${hang}'], { stdio: 'inherit' }); ${hang}`;
    const ending = await runProgram(['-e', code], { cwd: root, limitMs: 2000 });
    expect(ending).toMatchObject({ code: null, signal: 'SIGKILL', timedOut: true });
  });
});

describe('runTests', () => {
  test.each([
    ['passes', "import { test } from 'vitest'; test('a', () => {});", { kind: 'passed', count: 1 }],
    [
      'fails',
      "import { test, expect } from 'vitest'; test('a', () => expect(1).toBe(2));",
      { kind: 'failed', test: 'a' },
    ],
    [
      'does not compile',
      'test(',
      { kind: 'broken', reason: expect.stringMatching(/^its tests could not be loaded:/) },
    ],
    [
      'kills its process',
      "import { test } from 'vitest'; test('a', () => process.kill(process.pid, 'SIGKILL'));",
      {
        kind: 'broken',
        reason: expect.stringMatching(
          /^no test failed, yet vitest ended with code 1:[\s\S]*exited/,
        ),
      },
    ],
  ])('tells of a file that %s', async (name, code, run) => {
    const path = `${name.replaceAll(' ', '-')}.test.js`;
    writeFileSync(join(folder.path, path), code);
    expect(await runTests(folder.path, { files: [path] }, 120_000)).toEqual(run);
  });
});
