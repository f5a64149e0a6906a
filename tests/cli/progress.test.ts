import { describe, expect, test } from 'vitest';
import { jsonNarrator, textNarrator } from '../../src/cli/narrator.ts';
import { duration, plainView } from '../../src/cli/progress.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { resolveTraining } from '../../src/training/options.ts';

const progress = {
  epoch: 1,
  step: 1,
  stepsInEpoch: 469,
  elbo: 543.2,
  imagesPerSecond: 1234.5,
  secondsLeft: 65,
};

/** The progress of a classic model. */
const classic = {
  figures: { elbo: ['reconstruction', 'kl'] },
  watched: { figure: 'elbo', better: 'lower' },
} as const;

function record() {
  const lines: string[] = [];
  return { lines, stream: { write: (text: string) => void lines.push(text) } };
}

describe('progress without a terminal', () => {
  test('is a line for each tenth of an epoch', () => {
    const { lines, stream } = record();
    const view = plainView(stream, 'elbo');
    for (let step = 1; step <= 469; step += 1) view.update({ ...progress, step });
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('epoch 1  step 1/469  ELBO 543.20  1235 images/s  1m 05s left\n');
    expect(lines[10]).toContain('step 469/469');
  });

  test.each([
    [8.4, '8s'],
    [185, '3m 05s'],
    [3720, '1h 02m'],
    [Number.POSITIVE_INFINITY, '?'],
    [Number.NaN, '?'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('what is told', () => {
  const run = {
    adapter: {
      vendor: 'google',
      architecture: 'swiftshader',
      device: 'cpu',
      description: '',
      software: true,
    },
    config: { input: 784 },
    training: resolveTraining({}, vaeFamily),
    layers: '784-400-20-400-784, batch 128',
    data: { name: 'mnist', train: 60_000, test: 10_000, columns: 784 },
    epochs: 1,
    epochsGiven: false,
  };
  const figures = { elbo: 126.9, reconstruction: 100, kl: 26.9 };

  test('in words: the adapter and its kind, why one epoch, the figures', () => {
    const { lines, stream } = record();
    const narrator = textNarrator(stream, classic);
    narrator.start(run);
    narrator.epoch({ epoch: 1, train: figures, test: figures, seconds: 52 });
    const text = lines.join('');
    expect(text).toContain('google swiftshader cpu (software: it computes on the CPU)');
    expect(text).toContain('1 epoch (the default on a software adapter; --epochs asks for more)');
    expect(text).toContain('test ELBO 126.90 (reconstruction 100.00 + KL 26.90)   52s');
  });

  test('in words: the bound that is trained, and the epoch that early stopping kept', () => {
    const { lines, stream } = record();
    const narrator = textNarrator(stream, classic);
    const train = { ...figures, bound: 120.4 };
    narrator.epoch({ epoch: 3, train, test: figures, seconds: 52 });
    narrator.best({ epoch: 2, early: true });
    narrator.best({ epoch: 3, early: false });
    expect(lines[0]).toContain(
      'train ELBO 126.90 (reconstruction 100.00 + KL 26.90), bound 120.40   test ELBO 126.90 (',
    );
    expect(lines.slice(1)).toEqual([
      'Stopped early. The model is that of epoch 2, the best on the test images.\n',
      'The model is that of epoch 3, the best on the test images.\n',
    ]);
  });

  test('in words: how a hierarchy uses its levels', () => {
    const { lines, stream } = record();
    textNarrator(stream, classic).levels([
      { kl: 20.25, activeUnits: 7, size: 40 },
      { kl: 1.5, activeUnits: 2, size: 20 },
    ]);
    expect(lines).toEqual([
      'level 1   7 of 40 units active, KL 20.250 nats on the test images\n',
      'level 2   2 of 20 units active, KL 1.500 nats on the test images\n',
    ]);
  });

  test('in words: what a classifier reports, and its test figures at the end', () => {
    const { lines, stream } = record();
    const narrator = textNarrator(stream, {
      figures: {},
      watched: { figure: 'accuracy', better: 'higher' },
    });
    const reported = { crossEntropy: 0.25, kl: 12.5, accuracy: 0.975, commitment: 2 };
    narrator.progress({ ...progress, ...reported });
    narrator.epoch({ epoch: 1, train: reported, test: reported, seconds: 5 });
    narrator.end([{ file: 'out/report.json', meaning: 'figures' }], 30, reported);
    const line = 'cross-entropy 0.2500, KL 12.50, accuracy 0.9750, commitment 2.0000';
    expect(lines[0]).toContain('step 1/469  accuracy 0.9750  ');
    expect(lines[1]).toBe(`epoch 1   train ${line}   test ${line}   5s\n`);
    expect(lines).toContain(`Test images: ${line}.\n`);
    expect(lines.join('')).not.toContain('ELBO');
  });

  test('for machines: one JSON object a line', () => {
    const { lines, stream } = record();
    const narrator = jsonNarrator(stream);
    narrator.start(run);
    narrator.progress(progress);
    narrator.epoch({ epoch: 1, train: figures, test: figures, seconds: 52 });
    narrator.best({ epoch: 1, early: true });
    narrator.end([{ file: 'out/report.json', meaning: 'figures' }], 30);
    expect(lines.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(
      true,
    );
    const events = lines.map((line): unknown => JSON.parse(line));
    expect(events).toMatchObject([
      { event: 'start', adapter: { software: true }, training: { bound: 'elbo' }, epochs: 1 },
      { event: 'epoch', epoch: 1, train: figures, test: figures, seconds: 52 },
      { event: 'best', epoch: 1, early: true },
      { event: 'end', imagesPerSecond: 30, files: ['out/report.json'] },
    ]);
  });
});
