// @ts-check
/** A model with a layer of the app's own, in a worker of the app's own and on the page. */
import { bottleneck } from './bottleneck.js';
import { bytesOf, columns, createHere, data, options, remote, same } from './common.js';

/** The test serves the build next to this page. */
const address = '/dist/extend.js';

export async function usesAnOwnLayer() {
  /** @type {typeof import('../../../src/extend.ts')} */
  const extend = await import(address);
  extend.registerLayer(bottleneck(extend));
  const { config, ...rest } = options;
  const choice = /** @type {any} */ ({
    ...rest,
    architecture: {
      family: 'vae',
      input: columns,
      encoder: [{ kind: 'bottleneck' }, { kind: 'dense', units: config.hidden[0] }],
      latent: config.latent,
      decoder: [{ kind: 'dense', units: 13 }],
    },
  });
  using worker = new remote.VaeWorker({ worker: new Worker('/own.js', { type: 'module' }) });
  const there = await worker.create(choice);
  const here = await createHere(choice);
  for (const vae of [there, here]) await vae.fit(data, { epochs: 1 });
  const checkpoint = await bytesOf(there);
  const loaded = await worker.load(checkpoint);
  return {
    steps: loaded.stepCount,
    asOnThePage: same(checkpoint, await bytesOf(here)),
  };
}
