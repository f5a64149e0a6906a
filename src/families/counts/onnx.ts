import type { OnnxNetworks } from '../family.ts';
import type { Architecture } from '../model.ts';
import { completeArchitecture } from '../vae/architecture.ts';
import { toOnnx as vaeToOnnx } from '../vae/onnx.ts';
import { asVae, type CountsArchitecture } from './architecture.ts';

/** The networks of a model of counts: those of a VAE. */
export const toOnnx = (given: Architecture): OnnxNetworks =>
  vaeToOnnx(completeArchitecture(asVae(given as CountsArchitecture)));
