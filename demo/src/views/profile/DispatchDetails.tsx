import type { DispatchProfile } from 'webgpu-vae/worker';
import { DescriptionList } from '../../parts/DescriptionList.tsx';
import { milliseconds, scaled } from '../../parts/format.ts';
import { BOUND_TEXTS } from './kernelRows.ts';

interface DispatchDetailsProps {
  readonly dispatch: DispatchProfile;
  /** Its position in the step, from 1. */
  readonly order: number;
}

/** All data about one dispatch. */
export function DispatchDetails({ dispatch, order }: DispatchDetailsProps) {
  const { label, kernel, variant, ms, predictedMs, flops, bytes, bound, rates } = dispatch;
  const figures = [
    ['Measured', milliseconds(ms ?? Number.NaN)],
    ['Roofline', milliseconds(predictedMs ?? Number.NaN)],
    ['Operations', scaled(flops)],
    ['Bytes', scaled(bytes, 'B')],
    ['Rate', rates ? `${scaled(1e9 * rates.gflops, 'FLOP/s')}` : '–'],
    ['Bound by', bound ? BOUND_TEXTS[bound] : '–'],
  ];
  return (
    <div class="dispatch" role="status" aria-label="Chosen dispatch">
      <p>
        <strong>
          {order}. {label}
        </strong>{' '}
        <code>{kernel}</code> {variant && <code>{variant}</code>}
      </p>
      <DescriptionList class="figures" entries={figures} />
    </div>
  );
}
