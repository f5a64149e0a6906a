import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { estimateWithProgress, nllText } from '../../src/cli/nll.ts';
import { toDataset, type VAE } from '../../src/index.ts';

const data = toDataset(new Float32Array(30), 3);
const estimate = { nll: 98.1234, standardError: 0.2467, samples: 50, rows: 10 };

/** A model with an estimator that records its arguments and reports seven finished rows. */
function asked() {
  const requests: object[] = [];
  const model: Pick<VAE, 'estimateNll'> = {
    estimateNll: async (rows, { onProgress, ...request } = {}) => {
      requests.push({ rows, ...request });
      onProgress?.(7);
      return estimate;
    },
  };
  return { model, requests };
}

/** A stream and the text written to it. */
function record(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 100,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
    clearScreenDown: () => true,
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => String(stream.read()) };
}

test('the estimate is that of the samples and the seed asked for', async () => {
  const { model, requests } = asked();
  const { stream, text } = record(false);
  const request = { samples: 50, seed: 3 };
  expect(await estimateWithProgress(model, data, request, stream)).toBe(estimate);
  expect(requests).toEqual([{ rows: data, ...request }]);
  expect(text()).toBe('null');
});

test('a terminal shows how many images are done', async () => {
  const { model, requests } = asked();
  const { stream, text } = record(true);
  const request = { samples: 50, seed: 3 };
  expect(await estimateWithProgress(model, data, request, stream)).toBe(estimate);
  expect(requests).toEqual([{ rows: data, ...request }]);
  expect(text()).toContain('/10 images');
});

test('is told with its error, where there is one', () => {
  expect(nllText(estimate)).toBe(
    '-log p(x)  98.123 ± 0.247 nats an image (standard error between images), ' +
      'importance-weighted, 50 samples an image, 10 images',
  );
  expect(nllText({ ...estimate, rows: 1, standardError: Number.NaN })).toMatch(
    /^-log p\(x\) {2}98\.123 nats an image .+, 1 image$/,
  );
});
