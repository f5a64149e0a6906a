import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUDGETS, CONVOLUTIONAL, wideLoads } from '../../scripts/isa/budgets.mjs';
import { foundCompilers } from '../../scripts/isa/compilers.mjs';
import type { Row } from '../../scripts/isa/types.ts';
import { root } from '../support/cli.ts';
import { temporaryFolder } from '../support/folder.ts';
import { THOROUGH } from '../support/thorough.ts';

const ready = foundCompilers() !== undefined || process.env.ISA === '1';
/** NVIDIA's compiler in Mesa takes seconds a kernel, many on a busy machine. */
const LIMIT_MS = 900_000;
const chips = THOROUGH ? Object.keys(BUDGETS) : ['navi21', 'navi31'];

describe.skipIf(!ready)('GPU compilers; ISA=1 downloads them', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder('isa');
  });
  afterAll(() => folder.remove());

  const MODELS = [
    ['the classic model', undefined, /./, 'dense_forward'],
    // Other kernels are held to their budgets at the classic model's sizes.
    ['a model of convolutions', CONVOLUTIONAL, /^(conv_|bias_parts|parts_)/, 'conv_forward'],
  ] as const;
  const cases = chips.flatMap((chip) => MODELS.map((model) => [chip, ...model] as const));

  test.each(cases)(
    '%s: kernels of a training step of %s keep their budgets',
    { timeout: LIMIT_MS },
    async (chip, _, architecture, measured, some) => {
      const file = join(folder.path, `${chip}.json`);
      const script = join(root, 'scripts/isa.mjs');
      const given = join(folder.path, 'architecture.json');
      if (architecture) await writeFile(given, JSON.stringify(architecture));
      const what = architecture ? ['--architecture', given] : [];
      await promisify(execFile)(process.execPath, [
        script,
        ...what,
        '--chip',
        chip,
        '--json',
        file,
      ]);
      const rows: Row[] = JSON.parse(await readFile(file, 'utf8'));
      expect(rows.map(({ kernel }) => kernel)).toContain(some);
      for (const row of rows.filter(({ kernel }) => measured.test(kernel))) {
        const { kernel, compiler, spills, registers } = row;
        const budget = BUDGETS[chip]?.(kernel) ?? { registers: 0, wideLoads: 1 };
        const name = `${kernel}, ${compiler}`;
        expect(spills, `spills of ${name}`).toBe(0);
        expect(registers, `registers of ${name}`).toBeLessThanOrEqual(budget.registers);
        expect(wideLoads(row), `16-byte loads of ${name}`).toBeGreaterThanOrEqual(budget.wideLoads);
      }
    },
  );
});
