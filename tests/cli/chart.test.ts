import { describe, expect, test } from 'vitest';
import { lossChart, verticalRange } from '../../src/cli/chart.ts';

/** The figure of a classic model. */
const ELBO = { figure: 'elbo', better: 'lower' } as const;

describe('loss chart', () => {
  const svg = lossChart(
    {
      steps: [
        [0.5, 543],
        [1, 170],
        [2, 120],
      ],
      train: [
        [1, 164],
        [2, 121],
      ],
      test: [
        [1, 127],
        [2, 115],
      ],
    },
    ELBO,
  );

  test('is one well-formed SVG with named axes and curves', () => {
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    expect(unbalanced(svg)).toEqual([]);
    for (const word of [
      'Negative ELBO',
      'nats an image',
      'epoch',
      'test',
      'train, mean of the epoch',
    ]) {
      expect(svg).toContain(word);
    }
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test.each([0, 1e-6, 1e-4, 3e-3, 0.02, 0.3])('draws losses that lie within %d nats', (range) => {
    for (const least of [11.2345678, 0.1, 552.30051, -3.3]) {
      const steps = [0.25, 0.5, 0.75, 1].map((at) => [at, least + at * range] as const);
      expect(lossChart({ steps, train: [[1, least]], test: [] }, ELBO)).toContain('</svg>');
    }
  });

  test('draws a single epoch, and steps beyond counting', () => {
    const steps = Array.from({ length: 200_000 }, (_, step) => [step / 200_000, 200] as const);
    expect(lossChart({ steps, train: [[1, 200]], test: [[1, 210]] }, ELBO)).toContain('</svg>');
  });
});

test('shows what is better the higher it is whole, under its own name', () => {
  const svg = lossChart(
    { steps: [[0.5, 0.1]], train: [], test: [[1, 0.9]] },
    { figure: 'accuracy', better: 'higher' },
  );
  for (const word of ['Accuracy', 'of the images', 'Higher is better.']) {
    expect(svg).toContain(word);
  }
  expect(svg).not.toMatch(/ELBO|nats|above the frame/);
  expect(verticalRange([1, 9], 'higher')).toEqual({ lowest: 1, top: 9, cut: false });
});

describe('vertical range', () => {
  test('cuts the untrained loss off', () => {
    expect(verticalRange([543, 164, 106])).toEqual({ lowest: 100, top: 300, cut: true });
  });

  test('shows everything where nothing towers', () => {
    expect(verticalRange([110, 106, 105.3])).toEqual({ lowest: 105, top: 110, cut: false });
  });

  test('is sound for equal, negative and broken values', () => {
    for (const values of [[5, 5], [-3, -1], [Number.NaN, 2], []]) {
      const { lowest, top } = verticalRange(values);
      expect(lowest).toBeLessThan(top);
    }
  });
});

/** Names of the elements that are not closed in the reverse order of opening. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = '', self] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    if (slash) {
      if (open.at(-1) !== name) return [...open, `/${name}`];
      open.pop();
    } else if (!self) open.push(name);
  }
  return open;
}
