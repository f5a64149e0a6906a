import type uPlot from 'uplot';
import type { Palette } from './palette.ts';

/** Style of the axes of all charts. */
export function axisStyle({ text, line }: Palette): uPlot.Axis {
  return {
    stroke: text,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
}
