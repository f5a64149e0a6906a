import type uPlot from 'uplot';
import type { Palette } from './palette.ts';

/** How the axes of all charts look. */
export function axisStyle({ text, line }: Palette): uPlot.Axis {
  return {
    stroke: text,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
}
