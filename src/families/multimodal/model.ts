import type { Field } from '../../data/field.ts';
import type { Graph } from '../../graph/graph.ts';
import { Store } from '../../graph/store.ts';
import type { LayerDescription } from '../../layers/stack.ts';
import type { Model, Objective, ObjectiveRequest, Programs, Watched } from '../model.ts';
import { KL, type MultimodalArchitecture } from './architecture.ts';
import { recordBound } from './bounds.ts';
import { declareParts, type Parts } from './parts.ts';
import { multimodalPrograms } from './programs.ts';

/**
 * A variational autoencoder of several modalities with one code. A modality that is missing in a row enters no
 * posterior, counts in no term and gives no gradient.
 */
export class MultimodalModel implements Model {
  readonly architecture: MultimodalArchitecture;
  readonly store = new Store();
  readonly fields: readonly Field[];
  readonly figures: Model['figures'];
  readonly watched: Watched = { figure: 'elbo', better: 'lower' };
  readonly latent: { readonly size: number };
  readonly programs: Programs;
  readonly #parts: Parts;

  /** The kinds that the architecture names are loaded. */
  constructor(architecture: MultimodalArchitecture) {
    this.architecture = architecture;
    this.latent = architecture.latent;
    const names = Object.keys(architecture.modalities);
    this.figures = { elbo: [...names, KL], reconstruction: names };
    this.#parts = declareParts(this.store, architecture);
    this.fields = this.#parts.fields;
    this.programs = multimodalPrograms(this.#parts);
  }

  describe(): readonly LayerDescription[] {
    const { modalities, jointEncoder } = this.#parts;
    const inNetwork = (network: string, layers: readonly LayerDescription[]) =>
      layers.map((layer) => ({ ...layer, network }));
    return [
      ...modalities.flatMap(({ name, description }) => inNetwork(name, description)),
      ...inNetwork('joint', jointEncoder?.description ?? []),
      ...modalities.flatMap(({ name, explainer }) => inNetwork(name, explainer.description)),
    ];
  }

  objective(graph: Graph, request: ObjectiveRequest): Objective {
    return recordBound(graph, this.#parts, request);
  }
}
