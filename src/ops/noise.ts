import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';

/** The standard normals of one place in a model. */
export type Noise =
  | { readonly kind: 'counter'; readonly stream: number }
  | { readonly kind: 'given'; readonly noise: Tensor };

/** Where the places of a model that sample take their noise from, each its own. */
export interface NoiseSource {
  /** Noise `[rows, columns]` for the next place, in the order in which a model records them. */
  next(graph: Graph, rows: number, columns: number): Noise;
}

/** Streams of one purpose are this far apart; purposes are smaller numbers. */
const SITE_STREAMS = 2 ** 16;

/** The stream of a purpose at a place; place 0 has the purpose's own number. */
function siteStream(purpose: number, site: number): number {
  return purpose + site * SITE_STREAMS;
}

/**
 * Noise that kernels draw, addressed by purpose, place, step, row and column.
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

/** The name of the input that holds the given noise of a place: `noise`, `noise.1`, … */
function givenNoiseName(site: number): string {
  return site === 0 ? 'noise' : `noise.${site}`;
}

/** Noise that the caller gives: an input of the plan for each place. */
export function givenNoise(): NoiseSource & { readonly inputs: readonly Tensor[] } {
  const inputs: Tensor[] = [];
  return {
    inputs,
    next(graph, rows, columns) {
      const noise = graph.input(givenNoiseName(inputs.length), [rows, columns]);
      inputs.push(noise);
      return { kind: 'given', noise };
    },
  };
}

/** The slot `noise` of a sampling kernel, and its constants. */
export function noiseSlot(noise: Noise): {
  slot: SlotArgument<'noise'>;
  constants: Record<string, number>;
} {
  return noise.kind === 'given'
    ? { slot: { choice: 'given', bindings: { noise: noise.noise } }, constants: {} }
    : { slot: { choice: 'counter', bindings: {} }, constants: { STREAM: noise.stream } };
}
