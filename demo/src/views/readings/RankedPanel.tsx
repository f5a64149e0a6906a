import { anomalyPValues } from 'webgpu-vae/evaluation';
import type { ReadingColumn } from '../../data/readings/sampleReadings.ts';
import { percent } from '../../parts/figures.ts';
import { figure, losses } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { ReadingSession } from '../../session/readings/readingSession.ts';

/** The most unusual of the new rows, each with the value that fits the others least. */
export function RankedPanel({ readings }: { readonly readings: ReadingSession }) {
  const scores = readings.monitor.glimpse.value;
  const { columns, fresh, odd } = readings.used.value;
  const limit = readings.limit.value ?? Number.POSITIVE_INFINITY;
  const shares = scores && anomalyPValues(scores.usual, scores.fresh);
  const width = columns.length;
  const isUnusual = (row: number) => (scores?.fresh[row] ?? 0) > limit;
  return (
    <Panel
      class="ranked"
      title="The most unusual new rows"
      about="Of rows above the limit, the value is marked that fits the others least: without it the score would fall most. Below it stands what the model expects there."
    >
      {scores && shares ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
          <section class="scroll" aria-label="Table of unusual rows" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Row</th>
                  {columns.map(({ name, unit }) => (
                    <th scope="col" key={name}>
                      {unit ? `${name}, ${unit}` : name}
                    </th>
                  ))}
                  <th scope="col">Score</th>
                  <th scope="col">Usual rows as high</th>
                  <th scope="col">Made unusual</th>
                </tr>
              </thead>
              <tbody>
                {scores.ranked.map(({ row, blamed, expected }) => (
                  <tr key={row} class={isUnusual(row) ? undefined : 'usual'}>
                    <th scope="row">{row + 1}</th>
                    {columns.map((column, c) => (
                      <td
                        key={column.name}
                        class={isUnusual(row) && c === blamed ? 'blamed' : undefined}
                      >
                        {textOf(column, fresh[row * width + c] ?? 0)}
                        {isUnusual(row) && c === blamed && (
                          <small>expected {textOf(column, expected)}</small>
                        )}
                      </td>
                    ))}
                    <td>{losses(scores.fresh[row] ?? 0)}</td>
                    <td>{percent(shares[row] ?? 1)}</td>
                    <td>{odd[row] ? 'yes' : 'no'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      ) : (
        <p class="about">None until training begins.</p>
      )}
    </Panel>
  );
}

const textOf = ({ levels }: ReadingColumn, value: number): string =>
  levels ? (levels[value] ?? '') : figure(Number(value.toPrecision(3)));
