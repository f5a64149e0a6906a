import { dirname } from 'node:path';
import { traceOf, VAE } from '../index.ts';
import { writeFileWhole } from '../node/files.ts';
import { relaunchWithSoftware } from '../node/relaunch.ts';
import { tuningFile } from '../node/tuningFile.ts';
import { loadRunData } from './data.ts';
import { nounOf } from './dataForm.ts';
import { describeLayers } from './describedModel.ts';
import { describeNew, onNotice } from './model.ts';
import { formAsked } from './modelOptions.ts';
import { describeAdapter } from './narrator.ts';
import { openAdapter } from './openAdapter.ts';
import { checkBatchSize } from './options.ts';
import { prepareOutFolder } from './outFolder.ts';
import { assertPackages } from './packages.ts';
import type { ProfileCommandOptions } from './profileOptions.ts';
import { profileTable, profileTotals, shownPeak } from './profileTable.ts';
import { relaunches } from './relaunches.ts';
import { typeOf } from './runData.ts';
import { tuningTable } from './tuningTable.ts';

/** Dawn quantises timestamps as browsers do; a local program does not need this protection. */
const exactTimestamps = ['disable-dawn-features=timestamp_quantization'];

/**
 * The command `profile`.
 *
 * @returns the exit code 0.
 * @throws VaeError for every error that the user can correct.
 */
export async function profile(options: ProfileCommandOptions): Promise<number> {
  assertPackages(options);
  if (relaunches(options)) return relaunchWithSoftware();
  const { batchSize, steps, mode } = options;
  const data = await loadRunData(options, await formAsked(options));
  const { train, form } = data;
  const noun = nounOf(data);
  checkBatchSize(options, train.rows, noun);
  const described = await describeNew(options, { train, condition: 0, ...(form && { form }) });
  for (const name of ['trace', 'json'] as const) {
    const file = options[name];
    if (file !== undefined) await prepareOutFolder(dirname(file), `--${name}`);
  }

  const { gpu, adapter, release } = await openAdapter(options, exactTimestamps);
  try {
    const { architecture } = described;
    const model = await VAE.create({ architecture, gpu, adapter, batchSize, onNotice });
    try {
      tell(`adapter   ${describeAdapter(model.adapter)}`);
      tell(
        `data      ${options.dataset}: ${train.rows} training ${noun.many} of ${train.columns} ${noun.columns}`,
      );
      tell(`model     ${describeLayers(described, batchSize)}`);
      if (options.tune) {
        const store = tuningFile(options.tuningFile);
        tell(tuningTable(await model.tune({ ...typeOf(train), store })));
      }
      const peak = await model.measurePeak();
      tell(`peak      ${shownPeak(peak)}`);
      tell(`timing    each figure ${steps} ${steps === 1 ? 'time' : 'times'}`);
      const measured = await model.profile(train, { steps, mode, peak });
      tell(`\n${profileTable(measured)}\n\n${profileTotals(measured, noun)}`);
      await writeJson(options.trace, traceOf(measured));
      await writeJson(options.json, measured);
      return 0;
    } finally {
      model.dispose();
    }
  } finally {
    release();
  }
}

async function writeJson(file: string | undefined, content: object): Promise<void> {
  if (file === undefined) return;
  await writeFileWhole(file, new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`));
  tell(`written   ${file}`);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
