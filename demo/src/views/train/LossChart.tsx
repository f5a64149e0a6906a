import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { axisStyle } from '../../parts/axis.ts';
import { Chart } from '../../parts/Chart.tsx';
import { losses } from '../../parts/format.ts';
import type { Palette } from '../../parts/palette.ts';
import type { LossPoint } from '../../session/lossCurve.ts';
import type { Curve } from '../../session/monitor.ts';
import type { Session } from '../../session/session.ts';
import { LossTable } from './LossTable.tsx';
import { TERMS } from './lossTerms.ts';

/** The first share of the run whose losses may exceed the range of the chart. */
const START = 0.1;

/** Loss of training and test images over the epochs: the sum and its two terms. */
export function LossChart({ session }: { readonly session: Session }) {
  const curve = session.monitor.curve.value;
  const data = useMemo(() => columns(curve), [curve]);
  return (
    <>
      <Chart label={describe(curve)} height={280} data={data} options={options} />
      <LossTable curve={curve} />
    </>
  );
}

/** x, then each training term, then each test term. */
function columns({ train, test }: Curve): uPlot.AlignedData {
  const places = [...new Set([...train, ...test].map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return [
    places,
    ...TERMS.map(({ term }) => at(places, train, term)),
    ...TERMS.map(({ term }) => at(places, test, term)),
  ];
}

/** A term at each x; undefined if there is no point. The line continues across such gaps. */
function at(
  places: readonly number[],
  points: readonly LossPoint[],
  term: (typeof TERMS)[number]['term'],
) {
  const values = new Map(points.map((point) => [point.epoch, point[term]]));
  return places.map((place) => values.get(place));
}

function options(palette: Palette): Omit<uPlot.Options, 'width' | 'height'> {
  const { accent, warm, cool } = palette;
  const series = (stroke: string, test: boolean): uPlot.Series => ({
    stroke,
    width: test ? 2 : 1.5,
    spanGaps: true,
    points: test ? { show: true, size: 6, fill: stroke } : { show: false },
    ...(test && { dash: [6, 4] }),
  });
  const axis = axisStyle(palette);
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: { range: (plot) => lossRange(plot.data) },
    },
    axes: [
      { ...axis, label: 'Epochs' },
      { ...axis, size: 56 },
    ],
    series: [
      {},
      ...[accent, warm, cool].map((colour) => series(colour, false)),
      ...[accent, warm, cool].map((colour) => series(colour, true)),
    ],
  };
}

/**
 * From 0, or below for a likelihood that is a density, to the highest −ELBO after the first tenth
 * of the run: the high initial losses would flatten the rest.
 */
function lossRange([places, ...columns]: uPlot.AlignedData): [number, number] {
  const from = START * (places.at(-1) ?? 0);
  const late = columns.flatMap((column) =>
    [...column].filter((value, i) => typeof value === 'number' && (places[i] ?? 0) >= from),
  ) as number[];
  const low = late.reduce((least, value) => Math.min(least, value), 0);
  const high = late.reduce((most, value) => Math.max(most, value), 0);
  const margin = Math.max(1, 0.05 * (high - low));
  return [low < 0 ? low - margin : 0, high + margin];
}

function describe({ train, test }: Curve): string {
  const [last, tested] = [train.at(-1), test.at(-1)];
  if (!last) return 'Loss curve, empty until training begins.';
  const ofTest = tested
    ? `, of test images ${losses(tested.elbo)} after epoch ${tested.epoch}`
    : '';
  return `Loss curve: −ELBO of training ${losses(last.elbo)} at epoch ${last.epoch.toFixed(2)}${ofTest}.`;
}
