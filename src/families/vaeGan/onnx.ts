import { autoencoderOf } from '../adversaries/autoencoder.ts';
import type { OnnxNetworks } from '../family.ts';
import type { Architecture } from '../model.ts';
import { toOnnx as vaeToOnnx } from '../vae/onnx.ts';
import type { VaeGanArchitecture } from './architecture.ts';

/** The networks of the autoencoder. Its discriminator is of no use without training. */
export const toOnnx = (given: Architecture): OnnxNetworks =>
  vaeToOnnx(autoencoderOf(given as VaeGanArchitecture));
