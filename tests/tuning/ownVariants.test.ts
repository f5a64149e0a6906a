import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerVariant } from '../../src/extend.ts';
import {
  ConfigError,
  memoryTuningStore,
  type Notice,
  type ProductVariant,
  type TuneReport,
  type VAE,
} from '../../src/index.ts';
import { ownVariants } from '../../src/kernels/ownVariants.ts';
import { variantNames } from '../../src/kernels/variants.ts';
import { createVae, loadVae, sameBits, tensorsOf } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';

declare module '../../src/kernels/variants.ts' {
  interface OwnVariants {
    test_sound: true;
    test_short: true;
    test_silent: true;
    test_gone: true;
  }
}

const url = new URL('../../shaders/slots/product/direct_4x8.wgsl', import.meta.url);
const direct = readFileSync(url, 'utf8');
const data = rowsU8(37);

registerVariant({ name: 'test_sound', wgsl: direct });
// Leaves out the last four terms of every sum.
registerVariant({ name: 'test_short', wgsl: direct.replace('i < INNER4', 'i + 1u < INNER4') });
// Computes nothing: what an earlier launch left in memory must not count as its result.
registerVariant({ name: 'test_silent', wgsl: direct.replace('row4 >= rows4()', 'lane < 64u') });
registerVariant({ name: 'test_gone', wgsl: direct });

const own: ProductVariant[] = ['test_sound', 'test_short', 'test_silent'];
const wrong: ProductVariant[] = ['test_short', 'test_silent'];

describe.each([{ optimizer: 'adam' }, { optimizer: 'sgd' }] as const)(
  'tune with variants of the app, and $optimizer',
  ({ optimizer }) => {
    const notices: Notice[] = [];
    const store = memoryTuningStore();
    let vae: VAE;
    let untouched: VAE;
    let report: TuneReport;
    beforeAll(async () => {
      const options = { optimizer, learningRate: 1e-3, burst: 2 } as const;
      vae = await createVae({ ...options, onNotice: (notice) => notices.push(notice) });
      untouched = await createVae(options);
      report = await vae.tune({ variants: ['direct_8x8', ...own], store, budgetMs: 120_000 });
    });
    afterAll(() => {
      vae.dispose();
      untouched.dispose();
    });

    test('measures one whose results are those of the default', () => {
      for (const { ms } of report.dispatches) expect(ms).toHaveProperty('test_sound');
    });

    test.each(wrong)('leaves %s out of every product', (variant) => {
      for (const dispatch of report.dispatches) {
        expect(dispatch.ms).not.toHaveProperty(variant);
        expect(dispatch.variant).not.toBe(variant);
        const reason = expect.stringMatching(
          /^its results differ from those of "\w+" by up to [\d.e-]+, /,
        );
        expect(dispatch.skipped).toContainEqual({ variant, reason });
      }
    });

    test('tells of each wrong one once, with its worst difference', () => {
      const about = notices.filter(({ kind }) => kind === 'variant-disagrees');
      expect(about).toHaveLength(wrong.length);
      for (const variant of wrong) {
        const message = expect.stringMatching(
          new RegExp(`^tune\\(\\) leaves out variant "${variant}": in .+ its results differ`),
        );
        expect(about).toContainEqual({ kind: 'variant-disagrees', message });
      }
    });

    test('leaves weights and moments as they are', async () => {
      expect(tensorsOf(await vae.save())).toEqual(tensorsOf(await untouched.save()));
    });

    test('keeps times by the text of a variant', async () => {
      const known = await vae.tune({ variants: ['direct_8x8', 'test_sound'], store });
      expect(known.dispatches.map(({ source }) => source)).not.toContain('measured');
      const text = ownVariants.get('test_sound') ?? '';
      ownVariants.set('test_sound', 'of another text');
      try {
        const changed = await vae.tune({ variants: ['direct_8x8', 'test_sound'], store });
        expect(changed.dispatches.map(({ source }) => source)).toContain('measured');
      } finally {
        ownVariants.set('test_sound', text);
      }
    });
  },
);

test('a variant of the app can be named, and gives the bits of the same text', async () => {
  const options = { burst: 2 } as const;
  const named = await createVae({ ...options, variants: { default: 'test_sound' } });
  const same = await createVae({ ...options, variants: { default: 'direct_4x8' } });
  for (const model of [named, same]) await model.fit(data, { epochs: 1 });
  await sameBits(named, same);
  for (const model of [named, same]) model.dispose();
});

test('a checkpoint that names a variant which is not registered falls back, and tells so', async () => {
  const before = await createVae({ variants: { byKernel: { dense_forward: 'test_gone' } } });
  const file = await before.save();
  const at = variantNames.indexOf('test_gone');
  variantNames.splice(at, 1);
  const notices: Notice[] = [];
  const after = await loadVae(file, { onNotice: (notice) => notices.push(notice) });
  expect(notices).toEqual([
    {
      kind: 'variant-unavailable',
      message:
        'variant "test_gone" cannot run on this device: it is neither built in nor registered; ' +
        'its products take the default, results may differ in bits',
    },
  ]);
  await after.fit(data, { epochs: 1 });
  for (const model of [before, after]) model.dispose();
});

test.each(['as_is', 'direct_4x8', 'test_sound'])('the name %s is taken', (name) => {
  const again = () => registerVariant({ name, wgsl: direct });
  expect(again).toThrow(ConfigError);
  expect(again).toThrow(`there is a variant "${name}" already`);
});

test.each(['Own', '4x4', 'a-b', 'a b'])('the name %s is refused', (name) => {
  const named = () => registerVariant({ name, wgsl: direct });
  expect(named).toThrow('the name of a variant must be a lower-case letter, then');
});
