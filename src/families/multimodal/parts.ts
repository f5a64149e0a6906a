import type { Field } from '../../data/field.ts';
import type { Prior } from '../../distributions/priors/prior.ts';
import { standardNormalPrior } from '../../distributions/priors/standardNormal.ts';
import type { Store } from '../../graph/store.ts';
import { allColumns, isOfTokens, type MultimodalArchitecture, PRESENT } from './architecture.ts';
import type { JointDefinition } from './joints/joint.ts';
import { type JointOptions, jointDefinition } from './joints/joints.ts';
import {
  declareExpert,
  declareExplainer,
  type Expert,
  type Explainer,
  fieldOfModality,
} from './network.ts';
import { declareTokensExpert, declareTokensExplainer, fieldOfTokens } from './tokens.ts';

/** One modality of the model. */
export interface Part extends Expert {
  readonly name: string;
  readonly weight: number;
  readonly explainer: Explainer;
}

/** The networks of a model, its prior, and how the modalities meet in one code. */
export interface Parts {
  readonly store: Store;
  readonly fields: readonly Field[];
  readonly modalities: readonly Part[];
  /** The encoder of all modalities at once, if there is one. */
  readonly jointEncoder: Expert | undefined;
  readonly joint: JointOptions;
  readonly definition: JointDefinition<JointOptions>;
  readonly prior: Prior;
  /** Values of a code. */
  readonly size: number;
}

/** Declares the networks of a model. The kinds that the architecture names are loaded. */
export function declareParts(
  store: Store,
  { modalities, latent: { size }, joint }: MultimodalArchitecture,
): Parts {
  const named = Object.entries(modalities);
  const experts = named.map(([name, modality]) =>
    isOfTokens(modality)
      ? declareTokensExpert(store, name, modality, size)
      : declareExpert(store, { ...modality, name, layers: modality.encoder, size }),
  );
  const jointEncoder =
    joint.kind === 'encoder'
      ? declareExpert(store, {
          ...{ name: 'joint', layers: joint.encoder, size },
          input: allColumns(modalities),
        })
      : undefined;
  return {
    ...{ store, jointEncoder, joint, size },
    fields: fieldsOf(modalities),
    modalities: named.map(([name, modality], e) => ({
      ...(experts[e] as Expert),
      name,
      weight: modality.weight,
      explainer: isOfTokens(modality)
        ? declareTokensExplainer(store, name, modality, size)
        : declareExplainer(store, name, modality, size),
    })),
    definition: jointDefinition(joint),
    prior: standardNormalPrior(size),
  };
}

/** A field for each modality, and one that says which of them a row has. */
function fieldsOf(modalities: MultimodalArchitecture['modalities']): readonly Field[] {
  const named = Object.entries(modalities);
  const names = named.map(([name]) => name);
  return [
    ...named.map(([name, modality], e) =>
      isOfTokens(modality)
        ? fieldOfTokens(name, modality)
        : fieldOfModality(name, modality, named.length === 2 && e === 1),
    ),
    {
      name: PRESENT,
      dtypes: ['u8'],
      values: 2,
      shape: [names.length],
      otherwise: (given) => names.map((name) => (given.includes(name) ? 1 : 0)),
    },
  ];
}
