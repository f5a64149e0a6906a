import { describe, expect, it } from 'vitest';
import { streams } from '../../src/random/streams.ts';
import { integerBelow, normalPair, threefry2x32, uniform01 } from '../../src/random/threefry.ts';

/** The published known answers of Random123 for threefry2x32 with 20 rounds. */
const knownAnswers = [
  { key: [0, 0], counter: [0, 0], output: [0x6b200159, 0x99ba4efe] },
  {
    key: [0xffffffff, 0xffffffff],
    counter: [0xffffffff, 0xffffffff],
    output: [0x1cb996fc, 0xbb002be7],
  },
  {
    key: [0x13198a2e, 0x03707344],
    counter: [0x243f6a88, 0x85a308d3],
    output: [0xc4923a9c, 0x483df7a0],
  },
] as const;

describe('threefry2x32', () => {
  it.each(knownAnswers)('gives the published answer for key $key', ({ key, counter, output }) => {
    expect(threefry2x32(key[0], key[1], counter[0], counter[1])).toEqual(output);
  });

  it('changes about half of the output bits with each bit of each argument', () => {
    const base = [7, streams.training, 11, 13] as const;
    const [a0, a1] = threefry2x32(...base);
    let flipped = 0;
    for (let argument = 0; argument < 4; argument++) {
      for (let bit = 0; bit < 32; bit++) {
        const changed = base.map((word, i) => (i === argument ? word ^ (1 << bit) : word));
        const [b0, b1] = threefry2x32(...(changed as [number, number, number, number]));
        flipped += bitCount(a0 ^ b0) + bitCount(a1 ^ b1);
      }
    }
    // 128 changes of 64 bits: 4096 flips expected, standard deviation 45.
    expect(Math.abs(flipped - 4096)).toBeLessThan(5 * 45);
  });
});

describe('streams', () => {
  it('have distinct numbers', () => {
    const numbers = Object.values(streams);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('uniform01', () => {
  it('stays inside the open interval and uses the upper 23 bits', () => {
    expect(uniform01(0)).toBe(2 ** -24);
    expect(uniform01(0x1ff)).toBe(2 ** -24);
    expect(uniform01(0x200)).toBe(1.5 * 2 ** -23);
    expect(uniform01(0xffffffff)).toBe(1 - 2 ** -24);
  });
});

describe('integerBelow', () => {
  it('draws again what would favour low results', () => {
    // 2^32 contains 3 * 2^30 once; the words beyond it are rejected.
    const words = [0xffffffff, 3 * 2 ** 30, 3 * 2 ** 30 - 1, 5];
    expect(integerBelow(3 * 2 ** 30, () => words.shift() as number)).toBe(3 * 2 ** 30 - 1);
    expect(words).toEqual([5]);
  });

  it('uses every word where the bound divides 2^32', () => {
    expect(integerBelow(1, () => 0xffffffff)).toBe(0);
    expect(integerBelow(16, () => 0xffffffff)).toBe(15);
    expect(integerBelow(2 ** 32, () => 0xffffffff)).toBe(0xffffffff);
  });
});

describe('normalPair', () => {
  it('follows the Box-Muller formula with a centred angle', () => {
    const [x, y] = normalPair(0x80000000, 0xc0000000);
    const radius = Math.sqrt(-2 * Math.log(0.5 + 2 ** -24));
    const angle = 2 * Math.PI * (0.25 + 2 ** -24);
    expect(x).toBeCloseTo(radius * Math.cos(angle), 14);
    expect(y).toBeCloseTo(radius * Math.sin(angle), 14);
  });

  it('is finite at both ends of the range', () => {
    for (const bits0 of [0, 0xffffffff]) {
      for (const bits1 of [0, 0xffffffff]) {
        for (const value of normalPair(bits0, bits1)) expect(Number.isFinite(value)).toBe(true);
      }
    }
  });

  it('has the first four moments of a normal distribution', () => {
    const pairs = 50_000;
    const moments = [0, 0, 0, 0];
    let product = 0;
    for (let i = 0; i < pairs; i++) {
      const [x, y] = normalPair(...threefry2x32(1, streams.sampling, 0, i));
      product += x * y;
      for (const value of [x, y]) {
        for (let power = 0; power < 4; power++) {
          moments[power] = (moments[power] as number) + value ** (power + 1);
        }
      }
    }
    const [mean, variance, skew, kurtosis] = moments.map((sum) => sum / (2 * pairs));
    // Five standard errors each: sqrt(1, 2, 15, 96) / sqrt(100,000), and 1 / sqrt(50,000).
    expect(Math.abs(mean as number)).toBeLessThan(5 * 0.0032);
    expect(Math.abs((variance as number) - 1)).toBeLessThan(5 * 0.0045);
    expect(Math.abs(skew as number)).toBeLessThan(5 * 0.0123);
    expect(Math.abs((kurtosis as number) - 3)).toBeLessThan(5 * 0.031);
    expect(Math.abs(product / pairs)).toBeLessThan(5 * 0.0045);
  });
});

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
}
