import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { listenForInterrupt, resumeCommand } from '../../src/cli/interrupt.ts';
import type { TrainOptions } from '../../src/cli/options.ts';

function start() {
  const source = new EventEmitter();
  const actions = { onFirst: vi.fn(), quit: vi.fn() };
  let time = 0;
  const interrupt = listenForInterrupt(actions, source, () => time);
  const press = (at: number, signal = 'SIGINT') => {
    time = at;
    source.emit(signal);
  };
  return { source, actions, interrupt, press };
}

describe('Ctrl-C', () => {
  test('once asks for a clean stop', () => {
    const { actions, interrupt, press } = start();
    expect(interrupt.signal.aborted).toBe(false);
    press(0);
    expect(interrupt.signal.aborted).toBe(true);
    expect(actions.onFirst).toHaveBeenCalledOnce();
    expect(actions.quit).not.toHaveBeenCalled();
  });

  test('one press that arrives twice is one press', () => {
    const { actions, press } = start();
    press(0);
    press(30);
    expect(actions.quit).not.toHaveBeenCalled();
  });

  test('pressed again quits', () => {
    const { actions, press } = start();
    press(0);
    press(900);
    expect(actions.onFirst).toHaveBeenCalledOnce();
    expect(actions.quit).toHaveBeenCalledOnce();
  });

  test('SIGTERM stops cleanly too', () => {
    const { interrupt, press } = start();
    press(0, 'SIGTERM');
    expect(interrupt.signal.aborted).toBe(true);
  });

  test('is left alone after dispose, twice', () => {
    const { source, interrupt } = start();
    interrupt.dispose();
    interrupt.dispose();
    expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0);
  });
});

describe('how to resume', () => {
  const options: TrainOptions = {
    batchSize: 64,
    learningRate: 0.001,
    latent: 10,
    hidden: [400],
    seed: 1,
    dataset: 'my data',
    out: 'out',
    backend: 'auto',
    adapter: 'auto',
    json: false,
    given: new Set(),
  };

  test('names the checkpoint alone where all else is usual', () => {
    expect(resumeCommand(options, 'out/model.safetensors', undefined, false)).toBe(
      'webgpu-vae train --resume out/model.safetensors',
    );
    expect(resumeCommand(options, 'out/model.safetensors', undefined, true)).toBe(
      'npm start -- --resume out/model.safetensors',
    );
  });

  test('repeats what was given and the checkpoint does not know', () => {
    const given = new Set([
      ...['batchSize', 'latent', 'flow', 'dataset', 'epochs'],
      ...['likelihood', 'activation', 'binarize', 'inputDropout', 'flip'],
      ...['bound', 'samples', 'earlyStopping'],
      ...['kinds', 'without', 'outcomes', 'zeros', 'bootstrap'],
    ]);
    const asked: TrainOptions = {
      ...options,
      flow: [{ kind: 'planar' }],
      likelihood: { kind: 'poisson' },
      activation: 'tanh',
      binarize: 'static',
      inputDropout: 0.5,
      flip: true,
      kinds: { birds: 'count' },
      without: ['id'],
      outcomes: ['died'],
      zeros: 'inflated',
      bootstrap: 2,
      bound: 'iwae',
      samples: 5,
      earlyStopping: 3,
      given,
    };
    expect(resumeCommand(asked, 'out/model.safetensors', 7, false)).toBe(
      "webgpu-vae train --resume out/model.safetensors --epochs 7 --batch-size 64 --dataset 'my data' --bootstrap 2 --bound iwae --samples 5 --early-stopping 3",
    );
  });
});
