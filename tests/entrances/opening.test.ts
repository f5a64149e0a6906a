import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { knownOptions } from '../../src/api/knownOptions.ts';
import { InternalError, VaeError } from '../../src/errors.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { VAE } from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/client.ts';
import type { RemoteVAE } from '../../src/worker/remoteVae.ts';
import { findAdapterInNavigator } from '../worker/hostNavigator.ts';
import { Thread } from '../worker/thread.ts';
import { BAD_OPTIONS, BAD_ROWS, BAD_VALUES, MODELS, ODD_ARGUMENTS, rows } from './entrances.ts';

findAdapterInNavigator();

const thread = new Thread();
const worker = new VaeWorker({ worker: thread as unknown as Worker });
const right = { ...MODELS.plain, backend: 'webgpu' } as const;
let file: Uint8Array;
let witness: RemoteVAE;

beforeAll(async () => {
  vi.stubGlobal('location', new URL('file:///no-folder/worker-host.js'));
  witness = await worker.create(right);
  file = await witness.save();
});

afterAll(() => {
  worker.dispose();
  vi.unstubAllGlobals();
});

type Call = (...given: unknown[]) => Promise<unknown>;

/** The functions that open models: each here and in a worker, with the arguments of a correct call. */
const OPENINGS: Readonly<Record<string, () => unknown[]>> = {
  create: () => [right],
  load: () => [file, { backend: right.backend }],
};

const functionsOf = (owner: object): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => name)
    .sort();

test('every function that opens something is in the table', () => {
  const names = Object.keys(OPENINGS);
  expect(functionsOf(VAE)).toEqual(names);
  expect(functionsOf(VaeWorker.prototype)).toEqual([...names, 'dispose', 'keep'].sort());
});

/** 'answered', or the refusal of a call. */
async function outcome(owner: object, name: string, args: readonly unknown[]): Promise<string> {
  try {
    const made = await (Reflect.get(owner, name) as Call).apply(owner, [...args]);
    (made as Partial<VAE>).dispose?.();
    return 'answered';
  } catch (error) {
    expect(error, String(error)).toBeInstanceOf(VaeError);
    expect(error, String(error)).not.toBeInstanceOf(InternalError);
    const { message } = error as VaeError;
    expect(message).not.toMatch(/of undefined|\[object/);
    return message;
  }
}

/** Refusals of the page, which has to send the arguments, and of a host without its scripts. */
const ITS_OWN = /cannot be sent to a worker|could not load its script/;

/** The outcome of a call, which is that of the same call of a worker unless that could not send it. */
async function outcomeOfBoth(name: string, args: () => readonly unknown[]): Promise<string> {
  const here = await outcome(VAE, name, args());
  const there = await outcome(worker, name, args());
  if (!ITS_OWN.test(there)) expect(there).toBe(here);
  return here;
}

/** In place of options these are right. */
const AS_NO_OPTIONS = ['undefined', 'an empty object'];

describe.each(Object.entries(OPENINGS))('%s, here and in a worker,', (name, args) => {
  const options = name === 'create' ? 0 : 1;

  test('answers a correct call', async () => {
    expect(await outcomeOfBoth(name, args)).toBe('answered');
  });

  test('refuses wrong arguments', async () => {
    for (const place of args().keys()) {
      const bad = { ...ODD_ARGUMENTS, ...(place === options ? BAD_OPTIONS : BAD_ROWS) };
      for (const [kind, make] of Object.entries(bad)) {
        if (place === options && AS_NO_OPTIONS.includes(kind)) continue;
        const refusal = await outcomeOfBoth(name, () => args().with(place, make()));
        expect(refusal, `argument ${place}: ${kind}`).toMatch(
          place === options
            ? /^a VAE takes its options as an object, got |no option "own"/
            : /checkpoint|safetensors/,
        );
      }
    }
  });

  test('refuses a name that is no option', async () => {
    const given = args()[options] as object;
    const wrong = () => args().with(options, { ...given, batchsize: 8 });
    expect(await outcomeOfBoth(name, wrong)).toMatch(/"batchsize", did you mean "batchSize"\?/);
  });

  test.each(knownOptions(vaeFamily))('refuses wrong values of %s by its name', async (option) => {
    const given = args()[options] as object;
    const refused: string[] = [];
    for (const [kind, make] of Object.entries({ ...ODD_ARGUMENTS, ...BAD_VALUES })) {
      // An option that is undefined counts as left out.
      if (kind === 'undefined') continue;
      const refusal = await outcomeOfBoth(name, () =>
        args().with(options, { ...given, [option]: make() }),
      );
      if (refusal === 'answered') continue;
      refused.push(kind);
      // An object with a wrong field is refused by the name of that.
      expect(refusal, kind).toMatch(new RegExp(`${option}|"own"`));
    }
    expect(refused).toContain('a string');
  });
});

test.each(Object.entries({ ...ODD_ARGUMENTS, ...BAD_ROWS }))(
  'a worker keeps rows, or takes nothing away: %s',
  async (kind, make) => {
    const data = rows();
    const wrongTransfer = await outcome(worker, 'keep', [data, { transfer: make() }]);
    if (wrongTransfer === 'answered') expect(['undefined', 'nothing', 'true']).toContain(kind);
    else expect(wrongTransfer).toMatch(/^transfer must be true or false, got /);
    if (kind !== 'true') expect(data).toEqual(rows());

    const fields = { data: rows(), other: make() };
    const wrongField = await outcome(worker, 'keep', [fields, { transfer: true }]);
    if (wrongField !== 'answered') expect(fields.data).toEqual(rows());
  },
);

test.each(Object.entries(ODD_ARGUMENTS))('a worker is none of %s', (kind, make) => {
  if (kind === 'undefined') return;
  expect(() => new VaeWorker({ worker: make() as never })).toThrow(/^worker must be a Worker/);
});

test('a worker that refused so much still has its models', async () => {
  expect(thread.terminated).toBe(false);
  expect(await witness.save()).toEqual(file);
});
