import { figureName, figureText } from '../../parts/figures.ts';
import type { Curve } from '../../session/monitor.ts';

interface LossTableProps {
  readonly curve: Curve;
  /** Names of the figures, in the order of their columns. */
  readonly figures: readonly string[];
}

/** The last figures of the loss chart, and its legend. */
export function LossTable({ curve: { train, test }, figures }: LossTableProps) {
  const rows = [
    { name: 'Training', line: 'solid', last: train.at(-1) },
    { name: 'Test', line: 'dashed', last: test.at(-1) },
  ];
  return (
    <table class="losses">
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Figure</span>
          </th>
          {figures.map((figure) => (
            <th key={figure} scope="col">
              {figureName(figure)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, line, last }) => (
          <tr key={name}>
            <th scope="row" class={line}>
              {name}
            </th>
            {figures.map((figure) => (
              <td key={figure}>{figureText(figure, last?.[figure])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
