import { pickRows } from '../data/pickRows.ts';
import type { VAE } from '../index.ts';
import { decodeTokens } from '../text/sequences.ts';
import type { RunData } from './runData.ts';

/** Texts of each domain that a run shows. */
const SHOWN = 5;

/** Test texts of each domain, and what they are in the other; undefined for a model of other data. */
export async function translationsText(
  model: Pick<VAE, 'translate'>,
  { test, form }: RunData,
): Promise<string | undefined> {
  if (form?.kind !== 'domains' || test.dtype !== 'u32') return undefined;
  const { labels = [] } = test;
  const lines: string[] = [];
  for (const [number, from] of form.domains.entries()) {
    const own = [...labels.keys()].filter((row) => labels[row] === number).slice(0, SHOWN);
    if (own.length === 0) continue;
    const to = form.domains[1 - number] as string;
    const rows = pickRows(test, own);
    const [texts, made] = [rows.data, await model.translate(rows, { from, to })].map((tokens) =>
      decodeTokens(tokens, form, { length: form.length }),
    ) as [readonly string[], readonly string[]];
    lines.push(
      `Test texts of "${from}" in "${to}":`,
      ...texts.map((text, i) => `  ${text}\n    -> ${made[i]}`),
    );
  }
  return lines.join('\n');
}
