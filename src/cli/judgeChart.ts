import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { DimensionFigures } from './judgeDimensions.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** Draws what reconstructions explain over the dimensions kept, above the KL of each, as a stand-alone SVG. */
export function dimensionsChart({ kl, kept }: DimensionFigures): string {
  const order = kept.at(-1)?.dimensions ?? [];
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 500 });
  const axis = { type: 'value' as const, nameLocation: 'middle' as const, nameGap: 48 };
  const kls = order.map((dimension, i) => [i + 1, kl?.[dimension] ?? 0]);
  // The first place is that of no dimension.
  const places = Array.from({ length: order.length + 1 }, (_, i) => String(i));
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      title: {
        text: 'Reconstruction by dimensions kept',
        subtext:
          'Dimensions that are not kept are at their means. Where the line is level, the rest adds little.',
        left: 'center',
      },
      legend: { bottom: 0, itemGap: 48 },
      grid: { left: 70, right: 70, top: 70, bottom: 80 },
      xAxis: {
        type: 'category',
        data: places,
        name: 'dimensions kept, the most informative first',
        nameLocation: 'middle',
        nameGap: 28,
        axisLine: { onZero: false },
      },
      yAxis: [
        { ...axis, name: 'variance explained (%)', max: 100 },
        { ...axis, name: 'KL of the dimension (nats)', min: 0, splitLine: { show: false } },
      ],
      series: [
        ...(kl
          ? [
              {
                type: 'bar' as const,
                name: 'KL of each dimension',
                yAxisIndex: 1,
                data: kls,
                barMaxWidth: 14,
                itemStyle: { color: '#c9d6e6' },
              },
            ]
          : []),
        {
          type: 'line' as const,
          name: 'variance explained by the first ones',
          data: kept.map(({ dimensions, explained }) => [dimensions.length, 100 * explained]),
          symbolSize: 6,
          lineStyle: { width: 2, color: '#1f5fa8' },
          itemStyle: { color: '#1f5fa8' },
        },
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
