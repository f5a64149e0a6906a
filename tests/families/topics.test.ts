import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { oneHotLabels } from '../../src/index.ts';
import { coherence, topWords, wordCounts } from '../../src/text/index.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, loadVae } from '../training/models.ts';

const GROUPS = [
  'sun sea sand wave beach',
  'snow ski ice sled frost',
  'oven bread flour yeast cake',
];

/** Texts of the words of one group each. */
function textsOf(random: TestRandom, count: number) {
  const kinds = Array.from({ length: count }, (_, i) => i % GROUPS.length);
  const texts = kinds.map((kind) => {
    const words = (GROUPS[kind] ?? '').split(' ');
    return Array.from(
      random.uniform(20, 0, words.length),
      (place) => words[Math.floor(place)],
    ).join(' ');
  });
  return { kinds, texts };
}

test.each([
  ['prodLda', 'dirichlet'],
  ['prodLda', 'standardNormal'],
  ['nvdm', undefined],
] as const)('%s with the prior %s finds the topics of texts', async (kind, prior) => {
  const { kinds, texts } = textsOf(new TestRandom(5), 300);
  const { words, counts } = wordCounts(texts, { share: 1 });
  const topics = GROUPS.length;
  const vae = await createVae({
    config: undefined,
    architecture: {
      family: 'topics',
      kind,
      topics,
      words,
      hidden: [30],
      ...(prior && { prior, dropout: 0 }),
    },
    batchSize: 50,
    learningRate: 1e-2,
    seed: 3,
  });
  await vae.fit(counts, { epochs: 40 });
  const { elbo } = await vae.evaluate(counts);
  // With the topic known, each of 20 words is one of five; else one of fifteen.
  expect(elbo).toBeLessThan(20 * Math.log(15) - 10);

  const topic = oneHotLabels([0, 1, 2], topics);
  const { words: shares = new Float32Array() } = await vae.run('topics', topics, {
    inputs: { topic },
  });
  for (let k = 0; k < topics; k++) {
    const own = shares.subarray(k * words.length, (k + 1) * words.length);
    expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
  }
  if (kind === 'prodLda') {
    const found = topWords(shares as Float32Array, words, 5);
    const groups = GROUPS.map((group) => group.split(' ').sort().join(' '));
    expect(found.map((own) => [...own].sort().join(' ')).sort()).toEqual(groups.sort());
    expect(coherence(found, words, counts).mean).toBeGreaterThan(0.9);

    const { shares: proportions = new Float32Array() } = await vae.run('shares', counts);
    const largest = kinds.map((_, row) => {
      const own = proportions.subarray(row * topics, (row + 1) * topics) as Float32Array;
      return own.indexOf(Math.max(...own));
    });
    const ofGroup = GROUPS.map((_, group) => {
      return new Set(largest.filter((_, row) => kinds[row] === group));
    });
    expect(ofGroup.map(({ size }) => size)).toEqual([1, 1, 1]);
  } else {
    await expect(vae.run('shares', counts)).rejects.toThrow('cannot shares');
  }

  const again = await loadVae(await vae.save());
  expect((again.architecture as { words?: unknown }).words).toEqual(words);
  expect(await again.evaluate(counts)).toEqual(await vae.evaluate(counts));
});

test.each([
  [{ kind: 'lda' }, 'kind'],
  [{ topics: 1 }, 'topics'],
  [{ concentration: 0 }, 'concentration'],
  [{ prior: 'gaussian' }, 'prior must be'],
  [{ prior: 'standardNormal', concentration: 1 }, 'concentration is an option of the prior'],
  [{ kind: 'nvdm', prior: 'standardNormal' }, 'prior is an option of the kind "prodLda"'],
  [{ dropout: 1 }, 'dropout'],
  [{ hidden: 5 }, 'hidden must be a list'],
  [{ words: ['a', 'b'], input: 3 }, 'input is 3 words, but words holds 2'],
  [{ words: [1, 2] }, 'words must be a list of texts'],
  [{ words: ['a', 'a'] }, 'words names a word twice'],
  [{ kind: 'nvdm', dropout: 0.1 }, 'dropout is an option of the kind "prodLda"'],
  [{ latent: 4 }, 'latent'],
])('%j is refused by name', async (given, message) => {
  const family = await loadFamily('topics');
  const resolving = family.resolve({ family: 'topics', ...given });
  await expect(resolving).rejects.toThrow(ConfigError);
  await expect(resolving).rejects.toThrow(message);
});
