import { concat } from '../../ops/concat.ts';
import { gather } from '../../ops/gather.ts';
import { vaeFields } from '../vae/batch.ts';
import type { VaeModel } from '../vae/model.ts';
import type { DomainAutoencoder } from './autoencoder.ts';

/**
 * An autoencoder of rows of numbers, such as images.
 * @param vae with the domain as its condition
 */
export function rowsAutoencoder(vae: VaeModel): DomainAutoencoder {
  const { store, latent, likelihood } = vae;
  const [field] = vaeFields({ ...vae.architecture, condition: 0 });
  return {
    ...{ store, latent },
    field: field as (typeof vae.fields)[number],
    description: vae.describe(),
    read(graph, data, { rows }) {
      const x = gather(graph, data, { name: 'x', rows });
      return {
        encode: (domain, pass) =>
          vae.encode(graph, concat(graph, x, domain, { name: 'x.domain' }), pass),
        decode(z, condition, pass) {
          const h = vae.decode(graph, { z, condition, samples: 1 }, pass);
          return { loss: likelihood.loss(graph, h, x, 1), seen: x };
        },
        translate: (z, condition, pass) =>
          likelihood.mean(graph, vae.decode(graph, { z, condition, samples: 1 }, pass)),
      };
    },
    write(graph, z, condition, noise) {
      const pass = { mode: 'evaluate', noise } as const;
      return likelihood.mean(graph, vae.decode(graph, { z, condition, samples: 1 }, pass));
    },
  };
}
