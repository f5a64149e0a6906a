import { describe, expect, test } from 'vitest';
import { emitCatalogue } from '../../scripts/catalogue/emit.mjs';
import { parts as manifest } from '../../scripts/catalogue/parts.mjs';
import { splitCatalogue } from '../../scripts/catalogue/split.mjs';
import { allParts } from '../../src/kernels/catalogue/allParts.generated.ts';
import { PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import { catalogue } from '../support/catalogue.ts';
import { build, scale, slotted } from './fixtures.ts';

const fixture = build({ ...slotted, 'scale.wgsl': scale }).catalogue;
const sound = { core: ['pick', 'slots/load/plain'], more: ['scale', 'slots/load/indexed'] };

const problemsOf = (parts: Record<string, string[]>): string[] =>
  splitCatalogue(fixture, parts).problems.map(({ message }) => message);

describe('a catalogue in parts', () => {
  test('has every shader once, and modules of the core not again', () => {
    const { parts, problems } = splitCatalogue(fixture, sound);
    expect(problems).toEqual([]);
    const { core, more } = parts;
    expect(Object.keys(core?.kernels ?? {})).toEqual(['pick']);
    expect(Object.keys(core?.modules ?? {})).toEqual(['shared/twice']);
    expect(core?.slots).toEqual({ load: { plain: fixture.slots.load?.plain } });
    expect(more).toEqual({
      modules: {},
      slots: { load: { indexed: fixture.slots.load?.indexed } },
      kernels: { scale: fixture.kernels.scale },
    });
  });

  test('has modules with the shaders that import them where the core has none', () => {
    const { parts } = splitCatalogue(fixture, {
      core: ['scale'],
      some: ['pick', 'slots/load/plain'],
      others: ['slots/load/indexed'],
    });
    expect(parts.core?.modules).toEqual({});
    expect(Object.keys(parts.some?.modules ?? {})).toEqual(['shared/twice']);
    expect(parts.others?.modules).toEqual(parts.some?.modules);
  });

  test('has modules once where the core names them', () => {
    const { parts, problems } = splitCatalogue(fixture, {
      core: ['scale', 'shared/twice'],
      some: ['pick', 'slots/load/plain', 'slots/load/indexed'],
    });
    expect(problems).toEqual([]);
    expect(Object.keys(parts.core?.modules ?? {})).toEqual(['shared/twice']);
    expect(parts.some?.modules).toEqual({});
  });

  test('is emitted with one file for each part and one for all', () => {
    const { parts } = splitCatalogue(fixture, sound);
    const files = emitCatalogue(parts, fixture);
    expect([...files.keys()]).toEqual([
      'core.generated.ts',
      'more.generated.ts',
      'step.generated.ts',
      'productNames.generated.ts',
      'allParts.generated.ts',
    ]);
    expect(files.get('allParts.generated.ts')).toContain('[\n  coreKernels,\n  moreKernels,\n]');
  });
});

describe('a manifest', () => {
  test.each([
    [
      'a shader without a part',
      { core: ['pick', 'slots/load/plain'], more: ['scale'] },
      'no part has "slots/load/indexed"',
    ],
    ['a shader twice', { ...sound, again: ['scale'] }, '"scale" is in two parts: more and again'],
    [
      'a shared module outside the core',
      { ...sound, odd: ['shared/twice'] },
      '"shared/twice" is no kernel and no choice',
    ],
    ['an unknown shader', { ...sound, odd: ['pack'] }, '"pack" is no kernel and no choice'],
    [
      'a default elsewhere',
      { core: ['pick'], more: ['scale', 'slots/load/plain', 'slots/load/indexed'] },
      '"pick" starts with load plain, which is in another part (more)',
    ],
  ])('with %s is refused', (_, parts, message) => {
    expect(problemsOf(parts).join('\n')).toContain(message);
  });
});

test('the library has a part for each of the manifest', () => {
  expect(allParts).toHaveLength(Object.keys(manifest).length);
});

test('the variants that can be asked for are those of the shaders', () => {
  expect(PRODUCT_VARIANTS).toEqual(Object.keys(catalogue.slots.product).sort());
});
