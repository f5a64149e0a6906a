import { expect, test } from 'vitest';
import type { VAE, VaeOptions } from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { watch } from '../training/wrap.ts';
import { createVae, INPUT, rows } from './models.ts';
import { watchDevices } from './watchers.ts';

/** Three chunks, the last of them smaller. */
const many = rows(300);

const devices = watchDevices();

const dense = [{ kind: 'dense', units: 8 }] as const;
const plain: VaeOptions = {};
const own = (architecture: object): VaeOptions =>
  ({ config: undefined, architecture: { input: INPUT, ...architecture } }) as VaeOptions;

type Call = (vae: VAE) => Promise<unknown>;
const calls: readonly [string, VaeOptions, Call][] = [
  ['encode', plain, (vae) => vae.encode(many)],
  ['reconstruct', plain, (vae) => vae.reconstruct(many)],
  ['score', plain, (vae) => vae.score(many)],
  ['score with regret', plain, (vae) => vae.score(many, { regret: { steps: 3 } })],
  ['estimateNll', plain, (vae) => vae.estimateNll(many, { samples: 4 })],
  ['sample', plain, (vae) => vae.sample(300, 1)],
  ['run', plain, (vae) => vae.run('encode', many)],
  [
    'predict',
    own({ family: 'vib', encoder: dense, latent: 2, classes: 3 }),
    (vae) => vae.predict(many),
  ],
  [
    'recommend',
    own({ family: 'recommendation', hidden: [8], latent: 2 }),
    (vae) => vae.recommend(many, { k: 4 }),
  ],
];

test.each(calls)(
  '%s of many rows is the same where the device is lost between',
  async (_, options, call) => {
    const vae = await createVae(options);
    const expected = await call(vae);
    let [submits, at] = [0, 0];
    watch(GPUQueue, 'submit', () => {
      submits += 1;
      if (submits === at) devices.at(-1)?.destroy();
    });
    for (const lost of [2, 3]) {
      const before = devices.length;
      [submits, at] = [0, lost];
      expect(await call(vae)).toEqual(expected);
      expect(devices).toHaveLength(before + 1);
      tally('device losses survived', 1);
    }
  },
);
