import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entries } from './entries.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

test.each(entries.map(({ name }) => name))('README says what is in %s', (name) => {
  expect(readme).toContain(`\n| \`${name}\` |`);
});
