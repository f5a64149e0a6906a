import { lstmKernels } from '../kernels/catalogue/lstm.generated.ts';
import { lstm } from '../ops/lstm.ts';
import type { LayerKind } from './layer.ts';
import {
  buildRecurrent,
  loadRecurrent,
  type RecurrentFields,
  type RecurrentUnit,
  recurrentShape,
  resolveRecurrent,
} from './recurrent.ts';

/** Long short-term memory over sequences. */
export interface LstmSpec extends RecurrentFields {
  readonly kind: 'lstm';
}

/** Its state is what it shows, then its cell. */
const unit: RecurrentUnit = {
  gates: 4,
  states: 2,
  record(...given) {
    const { states, cells } = lstm(...given);
    return [states, cells];
  },
};

/**
 * Like `torch.nn.LSTM` with `batch_first`, over sequences `[length, width]`. The state after the last
 * step is that after the last that counts, where sequences have lengths; steps past it give zeros.
 */
export const lstmLayer: LayerKind<LstmSpec> = {
  kind: 'lstm',
  resolve: (given, input, where) => ({
    kind: 'lstm',
    ...resolveRecurrent(given, input, { where, kind: 'lstm' }),
  }),
  load: (spec) => loadRecurrent(spec, lstmKernels),
  output: recurrentShape,
  build: (spec, input, scope) => buildRecurrent(spec, unit, input, scope),
};
