import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BUDGETS,
  CONVOLUTIONAL,
  MODEL_CHIPS,
  OTHER_KERNELS,
  OTHER_MODELS,
  SPILL_CHIPS,
  SPILLS,
  SPILLS_OF_SUBGROUPS,
  wideLoads,
} from '../../scripts/isa/budgets.mjs';
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

  /** Rows of a model's step on a chip, of the classic model by default. */
  async function compiled(
    chip: string,
    architecture?: object,
    more: readonly string[] = [],
  ): Promise<Row[]> {
    const file = join(folder.path, `${chip}.json`);
    const given = join(folder.path, 'architecture.json');
    if (architecture) await writeFile(given, JSON.stringify(architecture));
    const what = architecture ? ['--architecture', given] : [];
    const args = [...what, ...more, '--chip', chip, '--json', file];
    await promisify(execFile)(process.execPath, [join(root, 'scripts/isa.mjs'), ...args]);
    return JSON.parse(await readFile(file, 'utf8'));
  }

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
      const rows = await compiled(chip, architecture);
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

  const others = (THOROUGH ? SPILL_CHIPS : SPILL_CHIPS.slice(0, 1)).flatMap((chip) => [
    [chip, 'kernels of sequences and densities', OTHER_KERNELS[0], undefined] as const,
    ...(MODEL_CHIPS.includes(chip) ? Object.entries(OTHER_MODELS) : []).map(
      ([name, [architecture, some]]) => [chip, name, some, architecture] as const,
    ),
  ]);

  test.each(others)(
    '%s: %s spill no more than today',
    { timeout: LIMIT_MS },
    async (chip, _, some, architecture) => {
      const named = architecture ? [] : ['--kernel', OTHER_KERNELS.join(',')];
      const rows = await compiled(chip, architecture, named);
      expect(rows.map(({ kernel }) => kernel)).toContain(some);
      for (const { kernel, compiler, spills, privateAccesses } of rows) {
        const allowed = SPILLS[chip]?.[kernel] ?? 0;
        const found = Math.max(spills, privateAccesses);
        expect(found, `spills of ${kernel}, ${compiler}`).toBeLessThanOrEqual(allowed);
      }
    },
  );

  test.skipIf(!THOROUGH).each(Object.entries(SPILLS_OF_SUBGROUPS))(
    '%s: without subgroup-size-control the classic step spills at most %d',
    { timeout: LIMIT_MS },
    async (chip, most) => {
      const rows = await compiled(chip, undefined, ['--without', 'subgroup-size-control']);
      expect(rows.map(({ variant }) => variant)).toContain('direct_4x4');
      const spills = rows.reduce((sum, row) => sum + row.spills, 0);
      // A device that had the feature after all would spill nothing.
      expect(spills).toBeGreaterThan(0);
      expect(spills).toBeLessThanOrEqual(most);
    },
  );
});
