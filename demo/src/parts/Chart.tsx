import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colours, type Palette } from './palette.ts';

interface ChartProps {
  /** Label for screen readers; the figures of the chart should also be in the text next to it. */
  readonly label: string;
  /** Height in CSS pixels; the width is that of the parent element. */
  readonly height: number;
  /** Columns of equal length: x first. */
  readonly data: uPlot.AlignedData;
  /** Called when the chart is created: on mounting, and when the page's colours change. */
  readonly options: (palette: Palette) => Omit<uPlot.Options, 'width' | 'height'>;
}

/** A uPlot chart that follows the width of its parent element and the page's colours. */
export function Chart({ label, height, data, options }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(data);
  latest.current = data;
  const palette = colours.value;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const size = () => ({ width: Math.max(100, element.clientWidth), height });
    const made = new uPlot({ ...options(palette), ...size() }, latest.current, element);
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize(size()));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [palette, height]);

  useEffect(() => plot.current?.setData(data), [data]);

  return <div class="chart" ref={frame} role="img" aria-label={label} />;
}
