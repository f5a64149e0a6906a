import { Slider } from '../../../parts/fields.tsx';
import { losses } from '../../../parts/format.ts';
import type { Session } from '../../../session/session.ts';
import type { Explore } from '../explore.ts';
import { isWithin } from '../levels/levels.ts';
import { dimensionName } from '../map/plane.ts';
import { MOST_UNSORTED } from './latents.ts';

/** Range of a slider in standard deviations of the prior, to either side. */
const REACH = 3;

interface LatentSlidersProps {
  readonly session: Session;
  readonly explore: Explore;
}

/** One slider for each dimension of z. */
export function LatentSliders({ session, explore }: LatentSlidersProps) {
  const { z, order, changing } = explore;
  const kl = session.monitor.glimpse.value?.klPerDimension;
  const sorted = kl !== undefined && order.value.length > MOST_UNSORTED;
  const level = changing.value;
  const shown = order.value.filter((dimension) => isWithin(level, dimension));
  const move = (dimension: number, value: number) => {
    z.value = z.value.with(dimension, value);
  };
  return (
    <>
      {sorted && (
        <p class="hint">The most telling dimension first; beside each name its KL in nats.</p>
      )}
      <fieldset class="latent-sliders">
        <legend class="visually-hidden">Dimensions of z</legend>
        {shown.map((dimension) => (
          <Slider
            key={dimension}
            label={sliderName(dimension, sorted ? kl[dimension] : undefined)}
            value={z.value[dimension] ?? 0}
            min={-REACH}
            max={REACH}
            step={0.01}
            onInput={(value) => move(dimension, value)}
          />
        ))}
      </fieldset>
    </>
  );
}

function sliderName(dimension: number, kl: number | undefined): string {
  return kl === undefined
    ? dimensionName(dimension)
    : `${dimensionName(dimension)} · ${losses(kl)}`;
}
