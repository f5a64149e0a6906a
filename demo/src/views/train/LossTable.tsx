import { losses } from '../../parts/format.ts';
import type { Curve } from '../../session/monitor.ts';
import { TERMS } from './lossTerms.ts';

/** The last values of the loss chart, and its legend. */
export function LossTable({ curve: { train, test } }: { readonly curve: Curve }) {
  const rows = [
    { name: 'Training', line: 'solid', last: train.at(-1) },
    { name: 'Test', line: 'dashed', last: test.at(-1) },
  ];
  return (
    <table class="losses">
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Term</span>
          </th>
          {TERMS.map(({ term, name }) => (
            <th key={term} scope="col" class={term}>
              {name}
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
            {TERMS.map(({ term }) => (
              <td key={term}>{losses(last?.[term] ?? Number.NaN)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
