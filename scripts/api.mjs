// @ts-check
/**
 * Writes the public surface of every entry into `docs/api/`, from the declarations that were built
 * last. A test compares the two, so that no change of the API goes unnoticed.
 *
 *     npm run api
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiReports, REPORTS } from './api/reports.mjs';

const reports = apiReports();
mkdirSync(REPORTS, { recursive: true });
for (const name of readdirSync(REPORTS)) if (!reports.has(name)) rmSync(join(REPORTS, name));
for (const [name, text] of reports) writeFileSync(join(REPORTS, name), text);
console.log(`api: ${reports.size} entries in docs/api`);
