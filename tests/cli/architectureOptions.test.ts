import { describe, expect, test } from 'vitest';
import {
  type ArchitectureChoice,
  architectureChoice,
  assertSameChoice,
} from '../../src/cli/architectureOptions.ts';
import { CheckpointError } from '../../src/errors.ts';
import { SEED_CONFIG } from '../support/vaeModel.ts';

test('only what was asked for becomes part of a configuration', () => {
  expect(architectureChoice({})).toEqual({});
  const asked = { activation: 'tanh', inputDropout: 0.5, flip: true } as const;
  expect(architectureChoice(asked)).toEqual(asked);
});

describe('a checkpoint', () => {
  const own = { ...SEED_CONFIG, likelihood: { kind: 'laplace', scale: 2 } } as const;

  test.each<[ArchitectureChoice, string]>([
    [
      { likelihood: { kind: 'laplace', scale: 1 } },
      '"a.safetensors" was trained with likelihood laplace:scale=2, --likelihood asks for laplace:scale=1',
    ],
    [{ activation: 'gelu' }, 'with activation relu, --activation asks for gelu'],
    [{ binarize: 'dynamic' }, 'with binarize none, --binarize asks for dynamic'],
    [{ inputDropout: 0.5 }, 'with inputDropout 0, --input-dropout asks for 0.5'],
    [{ flip: true }, 'with flip false, --flip asks for true'],
  ])('contradicts %j', (asked, message) => {
    const compare = () => assertSameChoice(own, asked, 'a.safetensors');
    expect(compare).toThrow(CheckpointError);
    expect(compare).toThrow(message);
    expect(compare).toThrow(/Leave --[a-z-]+ out, or train anew without --resume\.$/);
  });

  test('agrees with what it is, and with nothing asked', () => {
    assertSameChoice(own, {}, 'a.safetensors');
    assertSameChoice(own, own, 'a.safetensors');
  });
});
