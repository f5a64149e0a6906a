import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { temporaryFolder } from '../support/folder.ts';
import { tallyTable } from './tallyTable.ts';

/**
 * Gives the test processes a file for counts, and prints them in a teardown, which runs after all
 * reporters.
 */
export default async function setup({ vitest }: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder('tally');
  const path = join(folder.path, 'tally.jsonl');
  process.env.VAE_TALLY = path;
  return async () => {
    const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    // Tests excluded by `-t` also count as skipped and are not listed.
    const modules = vitest.config.testNamePattern ? [] : vitest.state.getTestModules();
    const skipped = modules.flatMap(({ children, project }) =>
      [...children.allTests('skipped')].map(({ fullName }) =>
        project.name === 'wasm' ? `${fullName}, on WebAssembly` : fullName,
      ),
    );
    if (lines.length + skipped.length > 0) console.log(tallyTable(lines, skipped));
    await folder.remove();
  };
}
