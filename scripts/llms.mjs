// @ts-check
/**
 * Writes `llms.txt`, which tells language models about the package: the README's first part, the
 * guides, and the API as `docs/api/` has it. The build runs it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTRIES } from './api/entries.mjs';
import { llmsText } from './llms/write.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8');

const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const paths = [...names.sort().map((name) => `docs/${name}`), 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
const text = llmsText({
  readme: read('README.md'),
  guides: paths.map((path) => ({ path, text: read(path) })),
  reports: new Map(Object.keys(ENTRIES).map((name) => [name, read(`docs/api/${name}.api.md`)])),
  description: JSON.parse(read('package.json')).description,
});
writeFileSync(join(root, 'llms.txt'), text);
