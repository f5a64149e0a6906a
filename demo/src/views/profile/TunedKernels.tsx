import type { TuneReport } from 'webgpu-vae/worker';
import { milliseconds } from '../../parts/format.ts';
import {
  inputsText,
  SOURCE_TEXTS,
  skippedTexts,
  tunedTable,
  type VariantCell,
} from './tunedTable.ts';
import './tables.css';

/** A table of products and variants: the times, and the chosen variants. */
export function TunedKernels({ report }: { readonly report: TuneReport }) {
  const { variants, rows } = tunedTable(report);
  const inputs = inputsText(report);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <section class="scroll" aria-label="Table of kernel variants" tabIndex={0}>
        <table class="tuned">
          <thead>
            <tr>
              <th scope="col">Product</th>
              {variants.map((variant) => (
                <th key={variant} scope="col" class="figure">
                  <code>{variant}</code>
                </th>
              ))}
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ dispatch, cells }) => (
              <tr key={dispatch.key}>
                <th scope="row">
                  {dispatch.label}
                  <small>{dispatch.key}</small>
                </th>
                {cells.map((cell, i) => (
                  <Cell key={variants[i]} cell={cell} />
                ))}
                <td>{SOURCE_TEXTS[dispatch.source]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="about spaced">
        The model runs with these from now on, and a checkpoint keeps them. {inputs}
      </p>
      <ul class="not-timed">
        {skippedTexts(report).map((text) => (
          <li key={text}>Not measured: {text}.</li>
        ))}
      </ul>
    </>
  );
}

function Cell({ cell: { ms, chosen, skipped } }: { readonly cell: VariantCell }) {
  const text = ms === undefined ? '–' : milliseconds(ms);
  return (
    <td class={chosen ? 'figure chosen' : 'figure'} title={skipped}>
      {chosen && <span class="visually-hidden">chosen: </span>}
      {text}
    </td>
  );
}
