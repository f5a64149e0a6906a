import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { axisStyle } from '../../../parts/axis.ts';
import type { Palette } from '../../../parts/palette.ts';
import { MAP_MARGINS } from './margins.ts';
import { rangesOf, type Viewport } from './viewport.ts';

interface MapPlotProps {
  readonly view: Viewport;
  /** Labels of the axes. */
  readonly names: readonly [x: string, y: string];
  readonly palette: Palette;
  /** Paints the points, one unit per CSS pixel. A new function causes a repaint. */
  readonly paint: (context: CanvasRenderingContext2D) => void;
}

/** Axes and grid of the map, and the canvas for the points. */
export function MapPlot({ view, names, palette, paint }: MapPlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef({ view, paint });
  const [x, y] = names;

  useEffect(() => {
    const resized =
      view.width !== latest.current.view.width || view.height !== latest.current.view.height;
    latest.current = { view, paint };
    if (resized) plot.current?.setSize(sizeOf(view));
    // uPlot asks for ranges again when data are set, even unchanged data.
    plot.current?.setData(EMPTY);
  }, [view, paint]);

  useEffect(() => {
    if (!frame.current) return;
    const options = { ...optionsOf(palette, [x, y], latest), ...sizeOf(latest.current.view) };
    const made = new uPlot(options, EMPTY, frame.current);
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = undefined;
    };
  }, [palette, x, y]);

  return <div class="map-plot" ref={frame} aria-hidden="true" />;
}

/** There are too many points for a uPlot series, so uPlot only draws the frame around them. */
const EMPTY: uPlot.AlignedData = [[0], [0]];

/** Size including axes. */
function sizeOf({ width, height }: Viewport) {
  const { left, right, top, bottom } = MAP_MARGINS;
  return { width: width + left + right, height: height + top + bottom };
}

function optionsOf(
  palette: Palette,
  names: readonly [string, string],
  latest: { readonly current: Pick<MapPlotProps, 'view' | 'paint'> },
): Omit<uPlot.Options, 'width' | 'height'> {
  const { left, right, top, bottom } = MAP_MARGINS;
  const axis = {
    ...axisStyle(palette),
    incrs: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20],
    space: 56,
    labelGap: 0,
    labelSize: 18,
    font: '12px system-ui, sans-serif',
    labelFont: '600 12px system-ui, sans-serif',
  };
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [top, right, 0, 0],
    scales: {
      x: { time: false, range: () => rangesOf(latest.current.view).x },
      y: { range: () => rangesOf(latest.current.view).y },
    },
    axes: [
      { ...axis, label: names[0], size: bottom - 18, gap: 3 },
      { ...axis, label: names[1], size: left - 18, gap: 3 },
    ],
    series: [{}, { show: false }],
    hooks: {
      draw: [
        ({ ctx, bbox }) => {
          const { view, paint } = latest.current;
          const density = bbox.width / view.width;
          ctx.save();
          ctx.beginPath();
          ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
          ctx.clip();
          ctx.translate(bbox.left, bbox.top);
          ctx.scale(density, density);
          paint(ctx);
          ctx.restore();
        },
      ],
    },
  };
}
