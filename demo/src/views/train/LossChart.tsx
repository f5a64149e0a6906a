import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import uPlot from 'uplot';
import type { RemoteVAE } from 'webgpu-vae/worker';
import { axisStyle } from '../../parts/axis.ts';
import { Chart } from '../../parts/Chart.tsx';
import { figureName, figureText, isShare } from '../../parts/figures.ts';
import type { Palette } from '../../parts/palette.ts';
import type { LossPoint } from '../../session/lossCurve.ts';
import type { Curve, Monitor } from '../../session/monitor.ts';
import { LossTable } from './LossTable.tsx';

/** The first share of the run whose losses may exceed the range of the chart. */
const START = 0.1;

interface LossChartProps {
  readonly session: {
    readonly model: ReadonlySignal<Pick<RemoteVAE, 'watched'> | undefined>;
    readonly monitor: Pick<Monitor<unknown>, 'curve'>;
  };
  /** Those that are shown; by default all that the model has. */
  readonly only?: readonly string[];
}

/** The figures of training and test data over the epochs, whichever the model has. */
export function LossChart({ session, only }: LossChartProps) {
  const curve = session.monitor.curve.value;
  const watched = session.model.value?.watched.figure ?? '';
  const known = Object.keys(curve.train[0] ?? {}).filter((name) => name !== 'epoch');
  const names = known.filter((name) => only?.includes(name) ?? true);
  const figures = useMemo(() => names, [names.join()]);
  const data = useMemo(() => columns(curve, figures), [curve, figures]);
  return (
    <>
      <Chart
        key={figures.join()}
        label={describe(curve, watched)}
        height={280}
        data={data}
        options={(palette) => options(palette, figures)}
      />
      <LossTable curve={curve} figures={figures} />
    </>
  );
}

/** x, then each figure of training, then each of the test images. */
function columns({ train, test }: Curve, figures: readonly string[]): uPlot.AlignedData {
  const places = [...new Set([...train, ...test].map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return [
    places,
    ...figures.map((figure) => at(places, train, figure)),
    ...figures.map((figure) => at(places, test, figure)),
  ];
}

/** A figure at each place; undefined where there is no point, across which the line goes on. */
function at(places: readonly number[], points: readonly LossPoint[], figure: string) {
  const values = new Map(points.map((point) => [point.epoch, point[figure]]));
  return places.map((place) => values.get(place));
}

/**
 * Losses that add up lie on one linear scale. Where the model has a share besides, such as an
 * accuracy, the losses are no parts of one another and may lie orders of magnitude apart: their scale
 * is logarithmic then, and shares have one of their own at the right.
 */
function options(
  palette: Palette,
  figures: readonly string[],
): Omit<uPlot.Options, 'width' | 'height'> {
  const { accent, warm, cool, classes } = palette;
  // The first classes look as these do.
  const colours = [accent, warm, cool, ...classes.slice(3)];
  const shares = figures.some(isShare);
  const series = (figure: string, i: number, test: boolean): uPlot.Series => {
    const stroke = colours[i % colours.length] ?? accent;
    return { ...line(stroke, test), scale: isShare(figure) ? 'share' : 'y' };
  };
  const axis = axisStyle(palette);
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: shares
        ? { distr: 3, range: (_, low, high) => decades(low, high) }
        : { range: (plot) => lossRange(plot.data) },
      share: { range: [0, 1] },
    },
    axes: [
      { ...axis, label: 'Epochs' },
      { ...axis, size: 56 },
      ...(shares ? [shareAxis(axis)] : []),
    ],
    series: [
      {},
      ...figures.map((figure, i) => series(figure, i, false)),
      ...figures.map((figure, i) => series(figure, i, true)),
    ],
  };
}

function line(stroke: string, test: boolean): uPlot.Series {
  return {
    stroke,
    width: test ? 2 : 1.5,
    spanGaps: true,
    points: test ? { show: true, size: 6, fill: stroke } : { show: false },
    ...(test && { dash: [6, 4] }),
  };
}

/** At the right, in percent, without a grid of its own. */
function shareAxis(axis: uPlot.Axis): uPlot.Axis {
  const values: uPlot.Axis.DynamicValues = (_, splits) =>
    splits.map((split) => `${Math.round(100 * split)} %`);
  return { ...axis, scale: 'share', side: 1, size: 56, grid: { show: false }, values };
}

/** Whole powers of ten around all values. Before there are any, around 1. */
function decades(low: number | null, high: number | null): uPlot.Range.MinMax {
  return low === null || high === null || low <= 0
    ? [0.1, 10]
    : uPlot.rangeLog(low, high, 10, true);
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

function describe({ train, test }: Curve, watched: string): string {
  const [last, tested] = [train.at(-1), test.at(-1)];
  if (!last) return 'Loss curve, empty until training begins.';
  const ofTest = tested
    ? `, of the test ${figureText(watched, tested[watched])} after epoch ${tested.epoch}`
    : '';
  return `Loss curve: ${figureName(watched)} of training ${figureText(watched, last[watched])} at epoch ${last.epoch.toFixed(2)}${ofTest}.`;
}
