import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ConfigError, DataError, ShapeError } from '../../src/errors.ts';
import {
  adjustedRandIndex,
  classifierTwoSampleTest,
  disentanglementRanking,
  gaussianTotalCorrelation,
  inputComplexity,
  intrinsicDimension,
  keepDimensions,
  kMeans,
  linearCka,
  linearProbe,
  maximumMeanDiscrepancy,
  membershipAttack,
  memorisationAudit,
  neighbourAccuracy,
  neighbourAgreement,
  normalizedMutualInformation,
  type Points,
  procrustesDistance,
  totalCorrelation,
} from '../../src/evaluation/index.ts';
import { standardNormalPoints } from '../../src/evaluation/prior/standardNormalPoints.ts';
import { ranksOf } from '../../src/evaluation/runs/ranks.ts';

interface Listed {
  readonly data: readonly number[];
  readonly columns: number;
}

const file = new URL('judging.json', import.meta.url);
const fixture = JSON.parse(readFileSync(file, 'utf8'));
const { figures, labels, wanted, groups } = fixture;
const named = (name: string): Points => {
  const { data, columns }: Listed = fixture.points[name];
  return { data: Float32Array.from(data), columns };
};
const [a, b, c] = [named('a'), named('b'), named('c')];
const known = { ...a, labels };
const asked = { ...named('test'), labels: wanted };

describe('codes of several runs, as NumPy and SciPy have them', () => {
  test('alignment', () => {
    expect(linearCka(a, b)).toBeCloseTo(figures.cka.ab, 9);
    expect(linearCka(a, c)).toBeCloseTo(figures.cka.ac, 9);
    expect(linearCka(a, a)).toBeCloseTo(1, 12);
  });

  test('Procrustes distance', () => {
    expect(procrustesDistance(a, b)).toBeCloseTo(figures.procrustes.ab, 9);
    expect(procrustesDistance(a, c)).toBeCloseTo(figures.procrustes.ac, 9);
    expect(procrustesDistance(c, a)).toBeCloseTo(figures.procrustes.ac, 9);
  });

  test('agreement on neighbours', () => {
    expect(neighbourAgreement(a, b, 5)).toBeCloseTo(figures.agreement, 12);
    expect(neighbourAgreement(a, a, 5)).toBe(1);
  });

  test('ranking without labels', () => {
    const { pairs, scores } = disentanglementRanking([a, b, c]);
    for (const [i, row] of figures.udr.entries()) {
      for (const [j, value] of row.entries()) {
        if (i !== j) expect(pairs[i]?.[j]).toBeCloseTo(value, 9);
      }
      const others = row.filter((each: number | null) => each !== null);
      expect(scores[i]).toBeCloseTo((others[0] + others[1]) / 2, 9);
    }
  });

  test('ranks with ties', () => {
    expect([...ranksOf(fixture.losses[0])]).toEqual(figures.ranks);
  });

  test('a rotation and another scale change neither alignment nor distance', () => {
    const turned = Float32Array.from(a.data, (_, i) => {
      const [row, column] = [i - (i % 4), i % 4];
      const [x, y] = [a.data[row] as number, a.data[row + 1] as number];
      if (column > 1) return 3 * (a.data[i] as number);
      return 3 * (column === 0 ? 0.6 * x - 0.8 * y : 0.8 * x + 0.6 * y);
    });
    expect(linearCka(a, { data: turned, columns: 4 })).toBeCloseTo(1, 6);
    expect(procrustesDistance(a, { data: turned, columns: 4 })).toBeCloseTo(0, 6);
  });

  test('dimensions out of use do not count, and the same dimensions in another order are one', () => {
    const noise = standardNormalPoints(60, 4, 3).data;
    const [first, second] = [1, 2].map((seed) => ({
      data: Float32Array.from(noise, (value, i) => {
        const column = i % 4;
        if (column === 3) return standardNormalPoints(60, 4, seed).data[i] as number;
        const other = seed === 1 ? column : (column + 1) % 3;
        return seed === 1 ? value : -2 * (noise[i - column + other] as number);
      }),
      columns: 4,
      active: [true, true, true, false],
    })) as unknown as [Points, Points];
    const alone = disentanglementRanking([first, second]).scores[0] as number;
    const all = disentanglementRanking([
      { ...first, active: [true, true, true, true] },
      { ...second, active: [true, true, true, true] },
    ]).scores[0] as number;
    expect(alone).toBeGreaterThan(0.6);
    expect(all).toBeLessThan(alone);
  });
});

describe('the shape of codes', () => {
  test('intrinsic dimension', () => {
    const { twoNearest, likelihood } = intrinsicDimension(a, 8);
    expect(twoNearest).toBeCloseTo(figures.dimension.twoNearest, 4);
    expect(likelihood).toBeCloseTo(figures.dimension.likelihood, 4);
  });

  test('points on a plane of a larger space have two dimensions', () => {
    const flat = standardNormalPoints(600, 2, 1).data;
    const data = Float32Array.from({ length: 6000 }, (_, i) => {
      const row = Math.floor(i / 10);
      return (
        Math.sin(i % 10) * (flat[2 * row] as number) +
        Math.cos(2 * (i % 10)) * (flat[2 * row + 1] as number)
      );
    });
    const { twoNearest, likelihood } = intrinsicDimension({ data, columns: 10 });
    for (const estimate of [twoNearest, likelihood]) {
      expect(estimate).toBeGreaterThan(1.7);
      expect(estimate).toBeLessThan(2.3);
    }
  });

  test('points on a lattice, whose neighbours are all as far, have none', () => {
    const data = Float32Array.from({ length: 800 }, (_, i) =>
      i % 2 === 0 ? Math.floor(i / 40) : Math.floor(i / 2) % 20,
    );
    for (const k of [2, 3, 10]) {
      const call = () => intrinsicDimension({ data, columns: 2 }, k);
      expect(call).toThrow(DataError);
      expect(call).toThrow('as on a lattice');
    }
  });

  test('total correlation', () => {
    expect(gaussianTotalCorrelation(a)).toBeCloseTo(figures.gaussian, 9);
    const stats = { mu: a.data as Float32Array, logvar: named('logvar').data as Float32Array };
    const z = named('z').data as Float32Array;
    expect(totalCorrelation(stats, 4, z)).toBeCloseTo(figures.total, 9);
  });

  test('kept dimensions keep their values, others are at their means', () => {
    const data = Float32Array.of(1, 2, 3, 6);
    expect([...keepDimensions({ data, columns: 2 }, [1])]).toEqual([2, 2, 2, 6]);
  });
});

describe('codes beside the prior', () => {
  test('discrepancy', () => {
    const { squared, width } = maximumMeanDiscrepancy(a, named('normal'));
    expect(squared).toBeCloseTo(figures.discrepancy.squared, 9);
    expect(width).toBeCloseTo(figures.discrepancy.width, 9);
  });

  test('a classifier of both', () => {
    const { accuracy, pValue } = classifierTwoSampleTest(a, named('normal'));
    expect(accuracy).toBeCloseTo(figures.twoSamples.accuracy, 12);
    expect(pValue / figures.twoSamples.pValue).toBeCloseTo(1, 9);
  });

  test('samples of one distribution pass', () => {
    const [first, second] = [standardNormalPoints(400, 3, 1), standardNormalPoints(400, 3, 2)];
    expect(Math.abs(maximumMeanDiscrepancy(first, second).squared)).toBeLessThan(5e-3);
    expect(classifierTwoSampleTest(first, second).pValue).toBeGreaterThan(0.01);
  });
});

describe('codes with labels, as scikit-learn has them', () => {
  test.each(figures.probes as { penalty: number }[])('a probe of penalty $penalty', (probe) => {
    const { penalty, ...expected } = probe as { penalty: number } & ReturnType<typeof linearProbe>;
    const { accuracy, trainAccuracy, crossEntropy } = linearProbe(known, asked, { penalty });
    expect(accuracy).toBeCloseTo(expected.accuracy, 12);
    expect(trainAccuracy).toBeCloseTo(expected.trainAccuracy, 12);
    expect(crossEntropy).toBeCloseTo(expected.crossEntropy, 5);
  });

  test('a probe gives a class that it never saw a probability of 0', () => {
    const data = Float32Array.of(-2, -1, 1, 2);
    const train = { data, columns: 1, labels: [0, 0, 2, 2] };
    const withLabel = (label: number) =>
      linearProbe(train, { data: Float32Array.of(-1, 1), columns: 1, labels: [0, label] });
    expect(withLabel(2).crossEntropy).toBeLessThan(1);
    for (const label of [1, 3]) {
      expect(withLabel(label).crossEntropy).toBe(Infinity);
      expect(withLabel(label).accuracy).toBe(0.5);
    }
  });

  test.each(figures.neighbours as [number, number][])(
    'the vote of %d neighbours',
    (k, accuracy) => {
      expect(neighbourAccuracy(known, asked, k)).toBeCloseTo(accuracy, 12);
    },
  );

  test('groupings', () => {
    expect(normalizedMutualInformation(labels, groups)).toBeCloseTo(figures.information, 10);
    expect(adjustedRandIndex(labels, groups)).toBeCloseTo(figures.rand, 10);
    const renamed = labels.map((label: number) => 7 - label);
    expect(normalizedMutualInformation(labels, renamed)).toBeCloseTo(1, 12);
    expect(adjustedRandIndex(labels, renamed)).toBeCloseTo(1, 12);
  });

  test('clusters', () => {
    const { assignments, inertia, centres } = kMeans(a, 3, { starts: 20 });
    expect(inertia).toBeCloseTo(figures.inertia, 6);
    expect(centres).toHaveLength(12);
    expect(normalizedMutualInformation(labels, assignments)).toBeCloseTo(figures.found[0], 9);
    expect(adjustedRandIndex(labels, assignments)).toBeCloseTo(figures.found[1], 9);
  });
});

describe('what a model gives away', () => {
  test('samples beside training rows', () => {
    const { nearest, ...found } = memorisationAudit(named('samples'), a, named('test'));
    expect(found.nearerToTrain).toBeCloseTo(figures.audit.nearerToTrain, 12);
    expect(found.pValue / figures.audit.pValue).toBeCloseTo(1, 9);
    expect(found.medianRatio).toBeCloseTo(figures.audit.medianRatio, 5);
    expect([nearest[0]?.sample, nearest[0]?.row]).toEqual(figures.audit.nearest);
  });

  test('a copy of any training row is found, where there are more of them than test rows', () => {
    const rows = a.data.length / a.columns;
    const copied = rows - 1;
    const samples = { ...a, data: a.data.slice(copied * a.columns) };
    const few = { ...named('test'), data: named('test').data.slice(0, 5 * a.columns) };
    const { nearest, ...found } = memorisationAudit(samples, a, few);
    expect(nearest).toEqual([{ sample: 0, row: copied, distance: 0 }]);
    // The comparison takes as many rows of each.
    const { nearest: _, ...equal } = memorisationAudit(
      samples,
      { ...a, data: a.data.slice(0, 5 * a.columns) },
      few,
    );
    expect(found).toEqual(equal);
  });

  test('losses of members and others', () => {
    const [members, others] = fixture.losses.map((each: number[]) => Float32Array.from(each));
    const { auc, advantage } = membershipAttack(members, others);
    expect(auc).toBeCloseTo(figures.attack.auc, 12);
    expect(advantage).toBeCloseTo(figures.attack.advantage, 12);
  });

  test('complexity is the length that zlib gives, and larger for noise', async () => {
    const bytes = Uint8Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 7 : (i * i * 31) % 251));
    const [even, noisy] = await inputComplexity({ data: bytes, columns: 1000 });
    expect(even).toBeCloseTo(8 * Math.LN2 * deflateRawSync(bytes.subarray(0, 1000)).length, 9);
    expect(noisy).toBeGreaterThan(even as number);
  });
});

test.each([
  [() => linearCka(a, named('test')), ShapeError],
  [() => linearCka([1, 2] as never, a), DataError],
  [() => linearCka({ data: new Float32Array(5), columns: 2 }, a), ShapeError],
  [() => linearCka({ data: Float32Array.of(1, Number.NaN), columns: 1 }, a), DataError],
  [() => disentanglementRanking([a]), ShapeError],
  [() => disentanglementRanking([a, { ...c, active: [true] }]), ShapeError],
  [() => intrinsicDimension({ data: new Float32Array(40), columns: 2 }), DataError],
  [() => neighbourAgreement(a, b, 60), ConfigError],
  [() => linearProbe(known, a), DataError],
  [() => linearProbe(known, { ...asked, labels: [1] }), ShapeError],
  [() => neighbourAccuracy({ ...known, labels: labels.map(() => 0.5) }, asked), DataError],
  [() => maximumMeanDiscrepancy(a, b), ShapeError],
  [() => kMeans(a, 61), ConfigError],
  [() => keepDimensions(a, [4]), ConfigError],
  [() => adjustedRandIndex(labels, [1]), ShapeError],
  [() => membershipAttack(new Float32Array(0), new Float32Array(1)), ShapeError],
])('%s is refused', (call, error) => {
  expect(call).toThrow(error);
});
