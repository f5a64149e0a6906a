import { percent } from '../../parts/figures.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { Verdict } from '../../session/gan/ganGlimpse.ts';
import type { GanSession } from '../../session/gan/ganSession.ts';

/** Samples of both in figures, beside those of data. */
export function VerdictsPanel({ pair }: { readonly pair: GanSession }) {
  const verdicts = pair.monitor.glimpse.value?.verdicts;
  const rows: readonly (readonly [string, Verdict | undefined])[] = [
    ['Test images', verdicts?.test],
    ['Samples of the VAE', verdicts?.vae],
    ['Samples of the VAE-GAN', verdicts?.gan],
  ];
  return (
    <Panel
      class="verdicts"
      title="In figures"
      about="Sharpness is the mean square of the Laplacian. “Real” is the probability that the discriminator gives to images of being data; it never trained on those of the VAE."
    >
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Images</span>
            </th>
            <th scope="col" class="figure">
              Sharpness
            </th>
            <th scope="col" class="figure">
              Real
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, verdict]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="figure">{verdict ? verdict.sharpness.toFixed(3) : '–'}</td>
              <td class="figure">{verdict ? percent(verdict.real) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
