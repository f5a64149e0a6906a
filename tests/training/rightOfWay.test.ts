import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { RightOfWay } from '../../src/runtime/rightOfWay.ts';
import { createVae, sameBits, TINY } from './models.ts';
import { rowsU8 } from './rows.ts';
import { watch } from './wrap.ts';

const LONG_MS = 100_000;

/** A promise that the test resolves. */
function open(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('the right of way', () => {
  test('holds nobody back where nothing goes first', async () => {
    const way = new RightOfWay();
    expect(way.give(LONG_MS)).toBeUndefined();
    await way.take(async () => {});
    await way.take(() => Promise.reject(new Error('failed'))).catch(() => {});
    expect(way.give(LONG_MS)).toBeUndefined();
  });

  test('waits for what is under way, and for nothing that comes later', async () => {
    const way = new RightOfWay();
    const first = open();
    const second = open();
    const order: string[] = [];
    way.take(() => first.promise).then(() => order.push('first'));
    const given = way.give(LONG_MS)?.then(() => order.push('given'));
    const later = way.take(() => second.promise).then(() => order.push('second'));
    first.resolve();
    await given;
    second.resolve();
    await later;
    expect(order).toEqual(['first', 'given', 'second']);
  });

  test('is not waited for longer than was said', async () => {
    const way = new RightOfWay();
    const work = open();
    const taken = way.take(() => work.promise);
    await way.give(1);
    work.resolve();
    await expect(taken).resolves.toBeUndefined();
  });
});

test('while a model decodes, no further burst of its training is submitted', async () => {
  // With fake timers, no wait ends by its time limit.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const vae = await createVae({ burst: 1 });
  const few = new Float32Array(3 * TINY.latent);
  await vae.decode(few); // compiles the decoder
  /** Names of plans in the order of their submits. */
  const submitted: string[] = [];
  watch(GPUDevice, 'createCommandEncoder', (_, [descriptor]) => {
    submitted.push((descriptor as GPUCommandEncoderDescriptor).label ?? '');
  });
  const many = new Float32Array(5 * 128 * TINY.latent); // 5 passes, one after the other
  let decoding: Promise<Float32Array> | undefined;
  await vae.fit(rowsU8(64), {
    steps: 40,
    onProgress: () => {
      decoding ??= vae.decode(many);
    },
  });
  expect((await decoding)?.length).toBe(5 * 128 * TINY.input);
  const [training = ''] = submitted;
  const decoder = submitted.findIndex((label) => label !== training && /decod/i.test(label));
  const passes = submitted.slice(decoder).filter((label) => label === submitted[decoder]);
  expect(passes).toHaveLength(5);
  expect(submitted.slice(decoder, decoder + 5)).toEqual(passes);
  expect(submitted.slice(decoder + 5)).toContain(training);

  const plain = await createVae({ burst: 1 });
  await plain.fit(rowsU8(64), { steps: 40 });
  expect(await sameBits(vae, plain)).toBe(true);
});
