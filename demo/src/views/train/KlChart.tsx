import { useMemo } from 'preact/hooks';
import uPlot from 'uplot';
import { axisStyle } from '../../parts/axis.ts';
import { Chart } from '../../parts/Chart.tsx';
import { losses } from '../../parts/format.ts';
import type { Palette } from '../../parts/palette.ts';
import type { Session } from '../../session/session.ts';

/** Below this KL in nats, a dimension counts as collapsed. */
const COLLAPSED = 0.01;

/** The KL of each latent dimension, the largest first. */
export function KlChart({ session }: { readonly session: Session }) {
  const kl = session.monitor.glimpse.value?.klPerDimension;
  const sorted = useMemo(() => Array.from(kl ?? []).sort((a, b) => b - a), [kl]);
  const data = useMemo<uPlot.AlignedData>(() => [sorted.map((_, i) => i + 1), sorted], [sorted]);
  const active = sorted.filter((value) => value >= COLLAPSED).length;
  const sum = sorted.reduce((total, value) => total + value, 0);
  const summary = kl
    ? `${active} of ${sorted.length} dimensions are in use; together they carry ${losses(sum)} nats.`
    : 'Empty until training begins.';
  return (
    <>
      <Chart
        label={`KL of each latent dimension. ${summary}`}
        height={220}
        data={data}
        options={options}
      />
      <p class="hint">{summary}</p>
    </>
  );
}

function options(palette: Palette): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = axisStyle(palette);
  const bars = uPlot.paths.bars;
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
        ...(bars && { paths: bars({ size: [0.7, 40], radius: 0.15 }) }),
      },
    ],
  };
}
