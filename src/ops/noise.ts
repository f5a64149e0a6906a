import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';

/** The standard normals of one sampling site in a model. */
export type Noise =
  | { readonly kind: 'counter'; readonly stream: number }
  | { readonly kind: 'given'; readonly noise: Tensor };

/** The source of noise for the sampling sites of a model. Each site has its own noise. */
export interface NoiseSource {
  /** Noise `[rows, columns]` for the next site, in recording order. */
  next(graph: Graph, rows: number, columns: number): Noise;
}

/** Distance between the streams of neighbouring sites. The numbers of purposes are smaller. */
const SITE_STREAMS = 2 ** 16;

/** The stream of a purpose at a site. Site 0 has the purpose's own number. */
function siteStream(purpose: number, site: number): number {
  return purpose + site * SITE_STREAMS;
}

/**
 * Noise drawn by kernels, addressed by purpose, site, step, row and column.
 * @param purpose one of `random/streams.ts`
 */
export function drawnNoise(purpose: number): NoiseSource {
  let site = 0;
  return {
    next() {
      const stream = siteStream(purpose, site);
      site += 1;
      return { kind: 'counter', stream };
    },
  };
}

/** Name of the input with the given noise of a site: `noise`, `noise.1`, … */
function givenNoiseName(site: number): string {
  return site === 0 ? 'noise' : `noise.${site}`;
}

/** Noise given by the caller: one input of the plan per site. */
export function givenNoise(): NoiseSource {
  let site = 0;
  return {
    next(graph, rows, columns) {
      const noise = graph.input(givenNoiseName(site), [rows, columns]);
      site += 1;
      return { kind: 'given', noise };
    },
  };
}

/** The `noise` or `uniform` slot of a kernel that draws, and its constants. */
export function noiseSlot(noise: Noise): {
  slot: SlotArgument<'noise'>;
  constants: Record<string, number>;
} {
  return noise.kind === 'given'
    ? { slot: { choice: 'given', bindings: { noise: noise.noise } }, constants: {} }
    : { slot: { choice: 'counter', bindings: {} }, constants: { STREAM: noise.stream } };
}
