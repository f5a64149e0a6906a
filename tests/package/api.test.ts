import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apiReports, REPORTS } from '../../scripts/api/reports.mjs';

const built = apiReports();

it('has a report of every entry, and no other', async () => {
  expect([...built.keys()].sort()).toEqual((await readdir(REPORTS)).sort());
});

it.each([...built])('changes only on purpose: %s (npm run api writes it)', async (name, text) => {
  expect(text).toBe(await readFile(join(REPORTS, name), 'utf8'));
});
