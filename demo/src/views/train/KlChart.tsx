import { useMemo } from 'preact/hooks';
import uPlot from 'uplot';
import { axisStyle } from '../../parts/axis.ts';
import { Chart } from '../../parts/Chart.tsx';
import { losses } from '../../parts/format.ts';
import type { Palette } from '../../parts/palette.ts';
import { levelSizes } from '../../session/modelWidths.ts';
import type { Session } from '../../session/session.ts';
import { levelsOf } from '../explore/levels/levels.ts';
import { bars, type LevelUse, levelUses } from './levelUses.ts';

/** The KL of each latent dimension, the largest first, level by level. */
export function KlChart({ session }: { readonly session: Session }) {
  const glimpse = session.monitor.glimpse.value;
  const model = session.model.value;
  const uses = useMemo(
    () => levelUses(glimpse, model ? levelsOf(levelSizes(model)) : []),
    [glimpse, model],
  );
  const data = useMemo<uPlot.AlignedData>(() => bars(uses), [uses]);
  const lines = uses.length > 0 ? uses.map(inWords) : ['Empty until training begins.'];
  return (
    <>
      <Chart
        label={`KL of each latent dimension. ${lines.join(' ')}`}
        height={220}
        data={data}
        options={options}
      />
      {lines.map((line) => (
        <p class="hint" key={line}>
          {line}
        </p>
      ))}
    </>
  );
}

/** `Level 1: 7 of 40 units active; together they carry 13.70 nats.` */
function inWords({ name, kl, active }: LevelUse): string {
  const sum = kl.reduce((total, value) => total + value, 0);
  const told = `${active} of ${kl.length} units active; together they carry ${losses(sum)} nats.`;
  return name ? `${name}: ${told}` : told;
}

function options(palette: Palette): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = axisStyle(palette);
  const paths = uPlot.paths.bars;
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, __, max) => [0.4, (max ?? 1) + 0.6] },
      y: { range: (_, __, max) => [0, Math.max(0.1, (max ?? 1) * 1.05)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        label: 'Dimensions, most telling first',
        incrs: [1, 2, 5, 10, 20, 50],
      },
      { ...axis, size: 56 },
    ],
    series: [
      {},
      {
        label: 'KL',
        stroke: palette.accent,
        fill: palette.accent,
        points: { show: false },
        ...(paths && { paths: paths({ size: [0.7, 40], radius: 0.15 }) }),
      },
    ],
  };
}
