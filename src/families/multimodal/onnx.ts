import { ConfigError } from '../../errors.ts';
import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import { flatSize, type LayerSpec, type Shape } from '../../layers/layer.ts';
import { linear } from '../../layers/onnx/dense.ts';
import { stackToOnnx } from '../../layers/onnx/stack.ts';
import type { OnnxNetworks } from '../family.ts';
import type { Architecture } from '../model.ts';
import { decoderToOnnx } from '../onnxDecoder.ts';
import {
  allColumns,
  isOfTokens,
  type MultimodalArchitecture,
  PRESENT,
  type RowsModality,
} from './architecture.ts';
import { type Gaussian, jointInOnnx } from './onnxJoint.ts';

/**
 * `encoder`: each modality by its name and `present` `[batch, modalities]`, 0 for one that is missing → `mu` and
 * `logvar` `[batch, latent]` of the posterior of all that are there. `decoder`: `z` `[batch, latent]` → `x`, the
 * means of the first modality. `NAME.encoder`: `x` → `mu` and `logvar` of a modality alone. `NAME.decoder`: `z` →
 * `x` of any modality.
 * @throws ConfigError for a modality of tokens, or one with the name of an output
 */
export function toOnnx(given: Architecture): OnnxNetworks {
  const architecture = given as MultimodalArchitecture;
  const { latent } = architecture;
  const named = modalitiesOfRows(architecture);
  const [[first, ofFirst]] = named as [[string, RowsModality]];
  const output = (graph: OnnxGraph, moments: Gaussian) => {
    for (const [name, value] of Object.entries(moments)) graph.output(name, value, latent.size);
  };
  const decoder = (name: string, modality: RowsModality) => (graph: OnnxGraph) =>
    decoderToOnnx(graph, {
      ...modality,
      name: `${name}.decoder`,
      layers: modality.decoder,
      size: latent.size,
      z: graph.input('z', latent.size),
      output: modality.output,
      prefix: `${name}.`,
      nameOf: (own) => own.replace('fc4', 'output'),
    });
  const networks = named.map(([name, modality]): [string, OnnxNetworks[string]][] => [
    [
      `${name}.encoder`,
      async (graph) => {
        const x = graph.input('x', flatSize(modality.input));
        const layers = modality.encoder;
        output(graph, await expert(graph, { ...modality, name, layers, x, latent }));
      },
    ],
    [`${name}.decoder`, decoder(name, modality)],
  ]);
  return {
    encoder: async (graph) => output(graph, await posterior(graph, architecture, named)),
    decoder: decoder(first, ofFirst),
    ...Object.fromEntries(networks.flat()),
  };
}

/** The outputs of the encoder, which has the modalities as inputs. */
const OUTPUTS: readonly (keyof Gaussian)[] = ['mu', 'logvar'];

/** @throws ConfigError for a modality of tokens, which a loop would have to write, or with the name of an output */
function modalitiesOfRows({
  modalities,
}: MultimodalArchitecture): readonly (readonly [string, RowsModality])[] {
  return Object.entries(modalities).map(([name, modality]) => {
    if (OUTPUTS.some((output) => output === name)) {
      throw new ConfigError(
        `modalities.${name}: an ONNX encoder has an output of this name; call the modality something else`,
      );
    }
    if (!isOfTokens(modality)) return [name, modality];
    throw new ConfigError(
      `modalities.${name}: a modality of tokens does not say how it is written as ONNX: those of rows of numbers do`,
    );
  });
}

/** Adds the posterior of all modalities that are there, with its inputs. */
async function posterior(
  graph: OnnxGraph,
  { modalities, latent, joint }: MultimodalArchitecture,
  named: readonly (readonly [string, RowsModality])[],
): Promise<Gaussian> {
  const values = named.map(([name, { input }]) => graph.input(name, flatSize(input)));
  const present = graph.input(PRESENT, named.length);
  const experts: Gaussian[] = [];
  for (const [e, [name, { input, encoder: layers }]] of named.entries()) {
    const x = values[e] as OnnxValue;
    experts.push(await expert(graph, { name, input, layers, x, latent }));
  }
  const whole =
    joint.kind === 'encoder'
      ? await expert(graph, {
          ...{ name: 'joint', layers: joint.encoder, input: allColumns(modalities), latent },
          x: graph.concat(values),
        })
      : undefined;
  return jointInOnnx(graph, { experts, whole, present, joint });
}

/** Adds an encoder and the moments of the Gaussian behind it. */
async function expert(
  graph: OnnxGraph,
  {
    name,
    layers,
    input,
    x,
    latent: { size },
  }: {
    readonly name: string;
    readonly layers: readonly LayerSpec[];
    readonly input: Shape;
    readonly x: OnnxValue;
    readonly latent: { readonly size: number };
  },
): Promise<Gaussian> {
  const { shape, y } = await stackToOnnx(graph, layers, { name: `${name}.encoder`, input, x });
  const head = { units: size, input: shape, first: layers.length === 0 };
  const layer = (own: string) => linear(graph, y, { ...head, name: `${name}.${own}` });
  return { mu: layer('mean'), logvar: layer('logvar') };
}
