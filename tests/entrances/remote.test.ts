import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { InternalError, VaeError } from '../../src/errors.ts';
import type { VAE } from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import { RemoteVAE } from '../../src/worker/remoteVae.ts';
import { createVae, tensorsOf } from '../training/models.ts';
import { findAdapterInNavigator } from '../worker/hostNavigator.ts';
import { Thread } from '../worker/thread.ts';
import {
  BAD_OPTIONS,
  BAD_ROWS,
  BAD_VALUES,
  BATCH,
  ENTRANCES,
  type Entrance,
  MODELS,
  type ModelName,
  ODD_ARGUMENTS,
  optionsIn,
  WITHOUT_ARGUMENTS,
} from './entrances.ts';

type Call = (...given: unknown[]) => unknown;

findAdapterInNavigator();

const thread = new Thread();
const worker = new VaeWorker({ worker: thread as unknown as Worker });
const here = new Map<ModelName, VAE>();
const there = new Map<ModelName, RemoteVAE>();

beforeAll(async () => {
  for (const [key, options] of Object.entries(MODELS)) {
    const name = key as ModelName;
    here.set(name, await createVae({ config: undefined, ...options, batchSize: BATCH }));
    there.set(name, await worker.create({ ...options, batchSize: BATCH, backend: 'webgpu' }));
  }
});

afterAll(() => {
  for (const vae of there.values()) vae.dispose();
  worker.dispose();
});

/** Calls a method of a model: whether it answered, or its refusal. */
async function outcome(
  model: VAE | RemoteVAE,
  { method }: Entrance,
  args: readonly unknown[],
): Promise<string> {
  try {
    const answer = (model[method] as Call).apply(model, [...args]);
    if (method === 'train') for await (const _ of answer as AsyncIterable<unknown>);
    else await answer;
    return 'answered';
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(VaeError);
    expect(error, String(error)).not.toBeInstanceOf(InternalError);
    const { name, message } = error as VaeError;
    expect(message).not.toMatch(/undefined (rows|of|has)|of undefined|\[object/);
    return `${name}: ${message}`;
  }
}

/** In place of options these are right, and ask for as much as the defaults do. */
const AS_NO_OPTIONS = ['undefined', 'nothing', 'an empty object'];

/** Refusals of the page, which has to send the arguments. */
const NOT_SENT = /cannot be sent to a worker/;

/** A wrong call of a model in the worker has the outcome of the same call of one in this thread. */
async function expectAlike(entrance: Entrance, args: () => unknown[], what: string): Promise<void> {
  const remote = await outcome(there.get(entrance.model) as RemoteVAE, entrance, args());
  if (NOT_SENT.test(remote)) return;
  const local = await outcome(here.get(entrance.model) as VAE, entrance, args());
  expect(remote, what).toBe(local);
}

/** Nothing was lost: the thread goes on, and both models have the same weights and moments. */
async function expectWhole({ model }: Entrance): Promise<void> {
  expect(thread.terminated).toBe(false);
  const [remote, local] = [there, here].map((models) => models.get(model) as VAE | RemoteVAE);
  expect(remote?.stepCount).toBe(local?.stepCount);
  expect(tensorsOf(await (remote as RemoteVAE).save())).toEqual(
    tensorsOf(await (local as VAE).save()),
  );
}

test('every method of a model in a worker is in the table', () => {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(RemoteVAE.prototype))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => name);
  const described = [...ENTRANCES.map(({ method }) => method), ...WITHOUT_ARGUMENTS];
  expect(described.sort()).toEqual(methods.sort());
});

// In Node there is no canvas that can be handed over.
const entrances = ENTRANCES.filter(({ method }) => method !== 'draw');

describe.each(entrances.map((entrance) => [entrance.method, entrance] as const))(
  '%s of a model in a worker',
  (_, entrance) => {
    const { args, options } = entrance;

    afterEach(() => expectWhole(entrance));

    test('answers a correct call, and takes none of its arrays away', async () => {
      const given = args();
      expect(await outcome(there.get(entrance.model) as RemoteVAE, entrance, given)).toBe(
        'answered',
      );
      expect(await outcome(here.get(entrance.model) as VAE, entrance, args())).toBe('answered');
      expect(given).toEqual(args());
    });

    test('is refused wrong arguments as one of this thread is', async () => {
      const needed = entrance.data.length > 0 || entrance.floats.length > 0;
      if (needed) await expectAlike(entrance, () => [], 'no argument');
      const bad = { ...ODD_ARGUMENTS, ...BAD_ROWS, ...BAD_OPTIONS };
      for (const [kind, make] of Object.entries(bad)) {
        for (const place of args().keys()) {
          if (place === options && AS_NO_OPTIONS.includes(kind)) continue;
          const wrong = () => args().with(place, make());
          await expectAlike(entrance, wrong, `argument ${place}: ${kind}`);
        }
      }
    });

    if (options === undefined) return;

    test('is refused wrong options as one of this thread is', async () => {
      const given = args()[options] as object;
      const withOption = (name: string, value: unknown) => () =>
        args().with(options, { ...given, [name]: value });
      const unknown = await outcome(
        there.get(entrance.model) as RemoteVAE,
        entrance,
        withOption('sede', 1)(),
      );
      expect(unknown).toMatch(/has no option "sede"/);
      const names = optionsIn(unknown);
      for (const name of names) {
        for (const [kind, make] of Object.entries({ ...ODD_ARGUMENTS, ...BAD_VALUES })) {
          if (kind === 'undefined') continue;
          await expectAlike(entrance, withOption(name, make()), `${name}: ${kind}`);
        }
      }
    });
  },
);
