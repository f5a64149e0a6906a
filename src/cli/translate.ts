import { Command } from 'commander';
import { assertInRange, oneOf } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { isFilled, loadAllTexts } from '../node/loadTexts.ts';
import { decodeTokens, encodeTexts } from '../text/sequences.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import type { DataForm, Domains } from './dataForm.ts';
import { adapterOption, backendOption, limitOption, text, threadsOption } from './sharedOptions.ts';
import { tell } from './tell.ts';

export interface TranslateCommandOptions extends CheckpointOptions {
  readonly dataset: string;
  readonly column?: string;
  readonly limit?: number;
  readonly from?: string;
  readonly to?: string;
}

/** The `translate` command with its options. `action` receives the parsed and checked options. */
export function translateCommand(
  action: (options: TranslateCommandOptions) => Promise<void>,
): Command {
  return new Command('translate')
    .description(
      'Print texts of one domain in another, a line each, of a model trained with --model aligned.',
    )
    .addArgument(checkpointArgument())
    .addOption(
      text(
        '--dataset <file>',
        'the texts: a file of lines (.txt), a table (.csv, .tsv), or a folder of .txt files',
      ).makeOptionMandatory(),
    )
    .addOption(
      text('--column <name>', 'the column with the texts of a .csv or .tsv file (default: text)'),
    )
    .addOption(limitOption())
    .addOption(text('--from <domain>', 'the domain of the texts (default: the first)'))
    .addOption(text('--to <domain>', 'the domain of what is printed (default: the other)'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<TranslateCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `translate`. @returns the exit code. */
export function translate(options: TranslateCommandOptions): Promise<number> {
  return withCheckpoint(
    options,
    (form) => textsToTranslate(options, form),
    async (model, { form, texts, rows, note, way }) => {
      if (note !== undefined) tell(note);
      const made = decodeTokens(await model.translate(rows, way), form, { length: form.length });
      // A line for each text, empty ones too.
      const lines = made.map((line, i) => (isFilled(texts[i] as string) ? line : ''));
      process.stdout.write(`${lines.join('\n')}\n`);
    },
  );
}

/**
 * The texts as rows of the model, and where they come from and go to.
 * @throws ConfigError for a model of other data, or a domain that it does not have
 */
async function textsToTranslate(
  { dataset, column, limit, ...asked }: TranslateCommandOptions,
  form: DataForm | undefined,
) {
  if (form?.kind !== 'domains') {
    throw new ConfigError(
      'the checkpoint translates no texts: pass one that was trained with --model aligned on texts of two domains.',
    );
  }
  const way = wayBetween(form, asked);
  const all = await loadAllTexts(dataset, { ...(column !== undefined && { column }) });
  const texts = all.slice(0, limit);
  const { rows, cut, unknown } = encodeTexts(texts, form, { length: form.length });
  const note =
    cut + unknown === 0
      ? undefined
      : `of ${texts.filter(isFilled).length} texts ${cut} cut at ${form.length} tokens, ${unknown} with unknown tokens`;
  return { form, texts, rows, note, way };
}

function wayBetween(
  { domains }: Domains,
  asked: { readonly from?: string; readonly to?: string },
): { readonly from: string; readonly to: string } {
  const [first, second] = domains;
  const otherThan = (domain: string) => (domain === first ? second : first);
  const { to, from = to === undefined ? first : otherThan(to) } = asked;
  const way = { from, to: to ?? otherThan(from) };
  for (const [name, domain] of Object.entries(way)) {
    assertInRange(`--${name}`, oneOf(domains), domain);
  }
  return way;
}
