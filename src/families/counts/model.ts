import type { Model } from '../model.ts';
import type { VaeModel } from '../vae/model.ts';
import type { CountsArchitecture } from './architecture.ts';

/** A model of counts: a VAE, with the fields of its own architecture. */
export function countsModel(architecture: CountsArchitecture, vae: VaeModel): Model {
  const { store, fields, figures, watched, latent, condition, decoderNotes, programs } = vae;
  return {
    ...{ architecture, store, fields, figures, watched, latent, decoderNotes, programs },
    ...(condition && { condition }),
    objective: (graph, request) => vae.objective(graph, request),
    describe: () => vae.describe(),
  };
}
