// @ts-check
/**
 * Shows that the tests notice mistakes: plants one at a time in a copy of the repository, runs
 * the tests that should notice, and prints which test did. Fails when a mistake goes unnoticed.
 *
 * Usage: node scripts/faults.mjs [--list] [--only NAME ...]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { faults } from './faults/all.mjs';
import { broken, runTests } from './faults/vitest.mjs';
import { Workspace } from './faults/workspace.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { list: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});
const unknown = options.only?.filter((name) => faults.every((fault) => fault.name !== name)) ?? [];
if (unknown.length > 0) {
  console.error(`faults: no fault ${unknown.join(', ')}; see --list`);
  process.exit(2);
}
const chosen = faults.filter(({ name }) => options.only?.includes(name) ?? true);
const width = Math.max(...chosen.map(({ name }) => name.length));
const fileWidth = Math.max(...chosen.map(({ file }) => file.length));

/** @type {(name: string, file: string, result: string) => void} */
const row = (name, file, result) =>
  console.log(`${name.padEnd(width)} | ${file.padEnd(fileWidth)} | ${result}`);

if (options.list) {
  for (const { name, file, category } of chosen) row(name, file, category);
  process.exit();
}

const workspace = new Workspace(root);
process.once('exit', () => workspace.dispose());
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const started = performance.now();
const files = [...new Set(chosen.flatMap(({ tests }) => tests.files))];
const control = await runTests(workspace.path, { files });
if (control.failed !== undefined || control.broken !== undefined) {
  console.error(`faults: the tests fail without a fault: ${control.failed ?? control.broken}`);
  process.exit(2);
}
row('fault', 'file', 'caught by');
row('(none)', '', `${control.passed} tests pass`);

let missed = 0;
for (const fault of chosen) {
  const run = await workspace
    .with(fault, () => runTests(workspace.path, fault.tests))
    .catch((error) => broken(error.message));
  if (run.failed === undefined) missed += 1;
  row(fault.name, fault.file, run.failed ?? (run.broken ? `BROKEN: ${run.broken}` : 'MISSED'));
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`\n${chosen.length - missed} of ${chosen.length} faults caught in ${seconds} s`);
process.exit(missed > 0 ? 1 : 0);
