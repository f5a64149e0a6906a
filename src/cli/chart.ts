import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Watched } from '../index.ts';
import { figureText } from './figures.ts';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** A point of a curve: finished epochs (with fractions) and the model's watched figure. */
export type CurvePoint = readonly [epoch: number, value: number];

/** The curves of a run: figures during training, and figures of each whole epoch. */
export interface Curves {
  readonly steps: readonly CurvePoint[];
  readonly train: readonly CurvePoint[];
  readonly test: readonly CurvePoint[];
}

/**
 * Draws the curves, at least one of which has a point, as a stand-alone SVG.
 * @param watched the figure to show
 */
export function lossChart(curves: Curves, { figure, better }: Watched): string {
  const { title, heading = title, unit } = figureText(figure);
  const verdict = better === 'lower' ? 'Lower is better.' : 'Higher is better.';
  const all = [...curves.steps, ...curves.train, ...curves.test];
  const { lowest, top, cut } = verticalRange(
    all.map(([, value]) => value),
    better,
  );
  const first = all.reduce((least, [epoch]) => Math.min(least, epoch), Number.POSITIVE_INFINITY);
  const last = all.reduce((most, [epoch]) => Math.max(most, epoch), Number.NEGATIVE_INFINITY);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 500 });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      title: {
        text: heading,
        subtext: cut ? `${verdict} The first steps lie above the frame.` : verdict,
        left: 'center',
      },
      // Text cannot be measured outside a browser; a wide gap keeps the names apart.
      legend: { bottom: 0, itemGap: 48 },
      grid: { left: 70, right: 30, top: 70, bottom: 80 },
      xAxis: {
        type: 'value',
        name: 'epoch',
        nameLocation: 'middle',
        nameGap: 28,
        min: Math.floor(first),
        max: Math.max(Math.ceil(last), Math.floor(first) + 1),
      },
      yAxis: {
        type: 'value',
        name: unit,
        nameLocation: 'middle',
        nameGap: 48,
        min: lowest,
        max: top,
      },
      series: [
        line('train, as it goes', curves.steps, { color: '#9db7d5', width: 1 }),
        line('train, mean of the epoch', curves.train, {
          color: '#1f5fa8',
          width: 2,
          marked: true,
        }),
        line('test', curves.test, { color: '#d1541b', width: 2, marked: true }),
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/**
 * Limits the vertical range: an untrained model's loss is several times that of the trained one,
 * and showing it would flatten the rest. Figures whose higher values are better are shown
 * completely.
 */
export function verticalRange(
  values: readonly number[],
  better: Watched['better'] = 'lower',
): {
  lowest: number;
  top: number;
  cut: boolean;
} {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return { lowest: 0, top: 1, cut: false };
  const least = finite.reduce((a, b) => Math.min(a, b));
  const most = finite.reduce((a, b) => Math.max(a, b));
  const wanted = better === 'lower' ? Math.min(most, least + Math.max(1, Math.abs(least))) : most;
  // At least a tenth of a nat: smaller ranges are noise, and the axis cannot be divided.
  const exponent = Math.floor(Math.log10(Math.max(0.1, wanted - least)));
  const unit = 10 ** exponent;
  // Multiples of a tenth are not exact in binary, so axis values are rounded to their digits.
  const rounded = (value: number): number => Number(value.toFixed(Math.max(0, -exponent)));
  const lowest = rounded(Math.floor(least / unit) * unit);
  const top = rounded(Math.max(Math.ceil(wanted / unit) * unit, lowest + unit));
  return { lowest, top, cut: most > top };
}

function line(
  name: string,
  data: readonly CurvePoint[],
  { color, width, marked = false }: { color: string; width: number; marked?: boolean },
) {
  return {
    type: 'line' as const,
    name,
    data: data.map(([epoch, value]) => [epoch, value]),
    showSymbol: marked,
    symbolSize: 6,
    clip: true,
    lineStyle: { width, color },
    itemStyle: { color },
  };
}
