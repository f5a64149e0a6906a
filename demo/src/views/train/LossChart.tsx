import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { Chart } from '../../parts/Chart.tsx';
import { losses } from '../../parts/format.ts';
import type { Palette } from '../../parts/palette.ts';
import type { LossPoint } from '../../session/lossCurve.ts';
import type { Curve } from '../../session/monitor.ts';
import type { Session } from '../../session/session.ts';

const TERMS = ['elbo', 'reconstruction', 'kl'] as const;

/** Loss of training and test images over the epochs: the sum and its two terms. */
export function LossChart({ session }: { readonly session: Session }) {
  const curve = session.monitor.curve.value;
  const data = useMemo(() => columns(curve), [curve]);
  return <Chart label={describe(curve)} height={300} data={data} options={options} />;
}

/** x, then each term of training, then each of the test images. */
function columns({ train, test }: Curve): uPlot.AlignedData {
  const places = [...new Set([...train, ...test].map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return [
    places,
    ...TERMS.map((term) => at(places, train, term)),
    ...TERMS.map((term) => at(places, test, term)),
  ];
}

/** A term at each place; undefined where there is no point, across which the line goes on. */
function at(places: readonly number[], points: readonly LossPoint[], term: (typeof TERMS)[number]) {
  const values = new Map(points.map((point) => [point.epoch, point[term]]));
  return places.map((place) => values.get(place));
}

function options(palette: Palette): Omit<uPlot.Options, 'width' | 'height'> {
  const { accent, warm, cool, text, line } = palette;
  const value = (_: uPlot, raw: number | null) => (raw === null ? '–' : losses(raw));
  const series = (label: string, stroke: string, test: boolean): uPlot.Series => ({
    label,
    stroke,
    value,
    width: test ? 2 : 1.5,
    spanGaps: true,
    ...(test && { dash: [6, 4], points: { show: true, size: 6, fill: stroke } }),
    ...(!test && { points: { show: false } }),
  });
  const axis = {
    stroke: text,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
  return {
    scales: {
      x: { time: false },
      y: { range: (_, min, max) => [Math.min(0, min ?? 0), (max ?? 1) * 1.05] },
    },
    axes: [
      { ...axis, label: 'Epochs' },
      { ...axis, size: 56 },
    ],
    series: [
      { label: 'Epoch', value: (_, raw) => (raw === null ? '–' : raw.toFixed(2)) },
      series('ELBO', accent, false),
      series('Reconstruction', warm, false),
      series('KL', cool, false),
      series('ELBO, test', accent, true),
      series('Reconstruction, test', warm, true),
      series('KL, test', cool, true),
    ],
  };
}

function describe({ train, test }: Curve): string {
  const [last, tested] = [train.at(-1), test.at(-1)];
  if (!last) return 'Loss curve, empty until training begins.';
  const ofTest = tested
    ? `, of test images ${losses(tested.elbo)} after epoch ${tested.epoch}`
    : '';
  return `Loss curve: ELBO of training ${losses(last.elbo)} at epoch ${last.epoch.toFixed(2)}${ofTest}.`;
}
