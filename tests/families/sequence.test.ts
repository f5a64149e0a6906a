import { describe, expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import type { VAE } from '../../src/index.ts';
import { SPECIAL_NAMES } from '../../src/text/tokens.ts';
import { sentenceDecoder } from '../support/sentenceDecoder.ts';
import { createVae, loadVae, tensorsOf } from '../training/models.ts';

const LENGTH = 6;

/** Runs of numbers that go up by one and start anywhere: five kinds of equal probability. */
function runs(count: number): Uint32Array {
  const tokens = new Uint32Array(count * LENGTH);
  for (let row = 0; row < count; row++) {
    const kind = row % 5;
    for (let place = 0; place < 2 + (kind % 3); place++)
      tokens[row * LENGTH + place] = 3 + kind + place;
  }
  return tokens;
}

const rowsOf = (tokens: ArrayLike<number>, width = LENGTH): number[][] =>
  Array.from({ length: tokens.length / width }, (_, row) =>
    Array.from({ length: width }, (__, column) => tokens[row * width + column] ?? Number.NaN),
  );

describe('a VAE of sequences', () => {
  test('learns, keeps nothing of what follows an end, and goes on from a file', async () => {
    const data = runs(200);
    const vae = await createVae({
      config: undefined,
      architecture: {
        family: 'sequence',
        length: LENGTH,
        vocabulary: 10,
        embedding: 8,
        hidden: 24,
        latent: 3,
      },
      batchSize: 40,
      learningRate: 1e-2,
      beta: 0.2,
    });
    expect(vae.programs).toEqual([
      ...['encode', 'posterior', 'decode', 'sample', 'prior', 'generate', 'beam', 'bound'],
    ]);
    await vae.fit({ data }, { epochs: 25 });
    const { elbo } = await vae.evaluate({ data });
    const { nll } = await vae.estimateNll(data, { samples: 30 });
    // No model can be better than the five kinds are likely.
    expect(nll).toBeGreaterThan(Math.log(5) - 0.02);
    expect(nll).toBeLessThan(elbo as number);
    expect(nll).toBeLessThan(Math.log(5) + 0.7);
    const again = await loadVae(await vae.save());
    expect(again.architecture).toEqual(vae.architecture);
    const reconstructed = await again.reconstruct(data.subarray(0, 5 * LENGTH));
    expect(rowsOf(reconstructed)).toEqual(rowsOf(data.subarray(0, 5 * LENGTH)));
    const kinds = new Set(rowsOf(data.subarray(0, 5 * LENGTH)).map(String));
    const samples = rowsOf(await again.sample(40));
    const known = samples.filter((sample) => kinds.has(String(sample)));
    expect(known.length).toBeGreaterThan(20);
    for (const sample of samples) {
      const end = sample.indexOf(0);
      if (end >= 0) expect(sample.slice(end).every((token) => token === 0)).toBe(true);
    }
  });

  test.each([
    ['what follows an end does not count', [3, 4, 0, 9, 9, 9], [3, 4, 0, 0, 0, 0], true],
    ['the end counts', [3, 4, 0, 0, 0, 0], [3, 4, 5, 0, 0, 0], false],
    ['the token before the end counts', [3, 4, 0, 0, 0, 0], [3, 5, 0, 0, 0, 0], false],
  ])('%s', async (_, first, second, same) => {
    const vae = await createVae({
      config: undefined,
      architecture: {
        family: 'sequence',
        length: LENGTH,
        vocabulary: 10,
        embedding: 4,
        hidden: 8,
        latent: 2,
      },
    });
    const { elbo } = await vae.score({ data: Uint32Array.from([...first, ...first]) });
    const other = await vae.score({ data: Uint32Array.from([...second, ...first]) });
    expect(other.elbo?.[0] === elbo?.[0]).toBe(same);
    expect(other.elbo?.[1]).toBe(elbo?.[1]);
  });
});

describe.each(['gru', 'lstm'] as const)('a decoder of sequences, %s', (unit) => {
  const sizes = { length: 4, vocabulary: 5, embedding: 3, hidden: 7, latent: 2 };
  const codes = [
    [0.4, -1.2],
    [-2, 0.3],
    [1.5, 1.1],
  ];
  const z = Float32Array.from(codes.flat());

  /** A model whose weights are large, so that its tokens depend on the code. */
  async function model(): Promise<VAE> {
    const vae = await createVae({
      config: undefined,
      architecture: { family: 'sequence', unit, ...sizes },
    });
    const data = Uint32Array.from({ length: 4 * 64 }, (_, i) =>
      i % 4 === 3 ? 0 : 1 + ((i * 7) % 4),
    );
    await vae.fit({ data }, { epochs: 2 });
    return vae;
  }

  test('writes the tokens that a decoder on the host writes', async () => {
    const vae = await model();
    const host = sentenceDecoder(tensorsOf(await vae.save()), { unit, ...sizes });
    const greedy = codes.map((code) => host.greedy(code));
    expect(rowsOf(await vae.decode(z), sizes.length)).toEqual(greedy);
    const column = (value: number) => new Float32Array(codes.length).fill(value);
    for (const [temperature, topK, topP] of [
      [0, 0, 0],
      [1, 1, 0],
      [1, 0, 1e-6],
    ] as const) {
      const inputs = {
        z,
        temperature: column(temperature),
        topK: column(topK),
        topP: column(topP),
        known: column(0),
      };
      const { x = new Float32Array() } = await vae.run('generate', codes.length, { inputs });
      expect(rowsOf(x, sizes.length)).toEqual(greedy);
    }
  });

  test('draws the first token as often as it is likely', async () => {
    const vae = await model();
    const host = sentenceDecoder(tensorsOf(await vae.save()), { unit, ...sizes });
    const rows = 800;
    const [code = []] = codes;
    const inputs = {
      z: Float32Array.from({ length: rows * 2 }, (_, i) => code[i % 2] ?? 0),
      temperature: new Float32Array(rows).fill(0.5),
      topK: new Float32Array(rows).fill(3),
      topP: new Float32Array(rows),
      known: new Float32Array(rows),
    };
    const { x = new Float32Array() } = await vae.run('generate', rows, { inputs });
    const logits = host.first(code);
    const kept = logits.toSorted((a, b) => b - a).slice(0, 3);
    const total = kept.reduce((sum, logit) => sum + Math.exp(logit / 0.5), 0);
    for (const [token, logit] of logits.entries()) {
      const share = kept.includes(logit) ? Math.exp(logit / 0.5) / total : 0;
      const drawn = rowsOf(x, sizes.length).filter(([first]) => first === token).length / rows;
      expect(Math.abs(drawn - share)).toBeLessThanOrEqual(
        5 * Math.sqrt((share * (1 - share)) / rows),
      );
    }
  });

  test('writes no token without a text where known ones are asked for', async () => {
    const vae = await model();
    const host = sentenceDecoder(tensorsOf(await vae.save()), { unit, ...sizes });
    const rows = 300;
    const draws = (known: number) => {
      const column = (value: number) => new Float32Array(rows).fill(value);
      const many = Float32Array.from({ length: rows * 2 }, (_, i) => z[i % z.length] ?? 0);
      const others = { temperature: column(3), topK: column(0), topP: column(0) };
      return vae.run('generate', rows, { inputs: { z: many, ...others, known: column(known) } });
    };
    const reserved = ({ x = new Float32Array() }) =>
      x.filter((token) => token === 1 || token === 2);
    expect(reserved(await draws(0)).length).toBeGreaterThan(0);
    expect(reserved(await draws(1))).toHaveLength(0);
    // At temperature 0 the likeliest of the others is written.
    const one = (value: number) => Float32Array.of(value);
    const inputs = { z: z.subarray(0, 2), temperature: one(0), topK: one(0), topP: one(0) };
    const { x = new Float32Array() } = await vae.run('generate', 1, {
      inputs: { ...inputs, known: one(1) },
    });
    const logits = host
      .first(codes[0] ?? [])
      .map((logit, k) => (k === 1 || k === 2 ? -1e9 : logit));
    expect(x[0]).toBe(logits.indexOf(Math.max(...logits)));
  });

  test('a beam search that keeps enough finds the likeliest sequences of all', async () => {
    const vae = await model();
    const host = sentenceDecoder(tensorsOf(await vae.save()), { unit, ...sizes });
    const beams = sizes.vocabulary;
    const { x, scores } = await vae.run('beam', codes.length, { inputs: { z }, samples: beams });
    const found = rowsOf(x ?? [], sizes.length);
    for (const [i, code] of codes.entries()) {
      const [best] = host.every(code).sort((a, b) => b.score - a.score);
      for (let beam = 0; beam < beams; beam++) {
        const own = found[i * beams + beam] ?? [];
        expect(scores?.[i * beams + beam]).toBeCloseTo(host.score(code, own), 4);
      }
      // With so few words, five beams lose none of the likeliest.
      expect(found[i * beams]).toEqual(best?.tokens);
    }
    await expect(
      vae.run('beam', 1, { inputs: { z: z.subarray(0, 2) }, samples: beams + 1 }),
    ).rejects.toThrow('keeps at most 5 sequences');
  });
});

test('codes of the prior are normal, and those of a seed are the same', async () => {
  const vae = await createVae({
    config: undefined,
    architecture: {
      ...{ family: 'sequence', length: 2, vocabulary: 5, embedding: 2, hidden: 2 },
      latent: 2,
    },
  });
  const draws = 2000;
  const { z = new Float32Array() } = await vae.run('prior', draws, { seed: 3 });
  expect(z).toHaveLength(2 * draws);
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  const square = z.reduce((sum, value) => sum + value ** 2, 0) / z.length;
  // Five standard errors of each.
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(z.length));
  expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / z.length));
  expect((await vae.run('prior', draws, { seed: 3 })).z).toEqual(z);
  expect((await vae.run('prior', draws, { seed: 4 })).z).not.toEqual(z);
});

describe('a sequence architecture', () => {
  const resolve = async (given: object) => (await loadFamily('sequence')).resolve(given);

  test.each([
    [{ length: 0 }, 'length must be'],
    [{ vocabulary: 3 }, 'vocabulary must be'],
    [{ unit: 'rnn' }, 'unit must be'],
    [{ hidden: 1.5 }, 'hidden must be'],
    [{ layers: 0 }, 'layers must be'],
    [{ bidirectional: 1 }, 'bidirectional must be'],
    [{ wordDropout: 2 }, 'wordDropout must be'],
    [{ tokens: ['a', 'b', 'c', 'd'] }, 'tokens must begin with <end>, <begin>, <unknown>'],
    [{ tokens: [...SPECIAL_NAMES, 'a', 'a'] }, 'names a token twice'],
    [{ tokens: [...SPECIAL_NAMES, 'a'], vocabulary: 5 }, 'vocabulary is 5 tokens'],
    [{ tokens: 'abcd' }, 'tokens must be a list of texts'],
    [{ tokens: [...SPECIAL_NAMES, 'a'], tokenizer: 'lines' }, 'tokenizer must be'],
    [{ hiden: 3 }, 'did you mean "hidden"'],
    [{ latent: { size: 2, prior: 'vamp' } }, 'which this family has not'],
  ])('%j is refused: %s', async (given, message) => {
    const made = resolve({ family: 'sequence', ...given }).then(async (architecture) =>
      (await loadFamily('sequence')).build(architecture),
    );
    await expect(made).rejects.toThrow(ConfigError);
    await expect(made).rejects.toThrow(message);
  });

  test('refuses tokens past the vocabulary, and other types', async () => {
    const vae = await createVae({
      config: undefined,
      architecture: {
        family: 'sequence',
        length: 2,
        vocabulary: 5,
        embedding: 2,
        hidden: 2,
        latent: 1,
      },
    });
    await expect(vae.evaluate({ data: Uint32Array.of(3, 5) })).rejects.toThrow(DataError);
    await expect(vae.evaluate({ data: Float32Array.of(3, 4) })).rejects.toThrow(
      'expected a Uint32Array',
    );
  });
});
