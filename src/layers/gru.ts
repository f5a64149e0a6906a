import { gruKernels } from '../kernels/catalogue/gru.generated.ts';
import { gru } from '../ops/gru.ts';
import type { LayerKind } from './layer.ts';
import {
  buildRecurrent,
  loadRecurrent,
  type RecurrentFields,
  type RecurrentUnit,
  recurrentShape,
  resolveRecurrent,
} from './recurrent.ts';

/** A gated recurrent unit over sequences. */
export interface GruSpec extends RecurrentFields {
  readonly kind: 'gru';
}

const unit: RecurrentUnit = {
  gates: 3,
  states: 1,
  record: (...given) => [gru(...given)],
};

/**
 * Like `torch.nn.GRU` with `batch_first`, over sequences `[length, width]`. The state after the last
 * step is that after the last that counts, where sequences have lengths; steps past it give zeros.
 */
export const gruLayer: LayerKind<GruSpec> = {
  kind: 'gru',
  resolve: (given, input, where) => ({
    kind: 'gru',
    ...resolveRecurrent(given, input, { where, kind: 'gru' }),
  }),
  load: (spec) => loadRecurrent(spec, gruKernels),
  output: recurrentShape,
  build: (spec, input, scope) => buildRecurrent(spec, unit, input, scope),
};
