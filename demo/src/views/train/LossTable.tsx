import { losses } from '../../parts/format.ts';
import type { Curve } from '../../session/monitor.ts';
import { TERMS } from './lossTerms.ts';

/** The last figures of the loss chart, and its legend. */
export function LossTable({ curve: { train, test } }: { readonly curve: Curve }) {
  const figure = (value: number | undefined) => (value === undefined ? '–' : losses(value));
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
        <tr>
          <th scope="row" class="solid">
            Training
          </th>
          {TERMS.map(({ term }) => (
            <td key={term}>{figure(train.at(-1)?.[term])}</td>
          ))}
        </tr>
        <tr>
          <th scope="row" class="dashed">
            Test
          </th>
          {TERMS.map(({ term }) => (
            <td key={term}>{figure(test.at(-1)?.[term])}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
