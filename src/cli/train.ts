import { DeviceLostError, NumericsError, VaeError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import type { Figures, TrainingOptions, VAE } from '../index.ts';
import { relaunchWithSoftware } from '../node/relaunch.ts';
import { tuningFile } from '../node/tuningFile.ts';
import { drawnData } from './bootstrap.ts';
import type { CurvePoint } from './chart.ts';
import { readCheckpoint, savedForm } from './checkpointFile.ts';
import { clusterSizes } from './clusters.ts';
import { labelCount, labelRunData } from './condition.ts';
import { loadParts, loadRunData } from './data.ts';
import { batchesOf, nounOf } from './dataForm.ts';
import { dataChoice } from './dataOptions.ts';
import { configOf, describeLayers, imageColumns } from './describedModel.ts';
import { type Interrupt, interruptedCode, listenForInterrupt, resumeCommand } from './interrupt.ts';
import { labelAccuracy, learnedLabels } from './labelModality.ts';
import { levelUsage } from './levels.ts';
import { likelihoodNote } from './likelihoodOption.ts';
import { describeRun, makeModel, withSavedOptions } from './model.ts';
import { formAsked } from './modelOptions.ts';
import { jsonNarrator, type Narrator, textNarrator } from './narrator.ts';
import { openAdapter } from './openAdapter.ts';
import { optimizerChoice } from './optimizerOptions.ts';
import { checkBatchSize, type TrainOptions } from './options.ts';
import { prepareOutFolder } from './outFolder.ts';
import { assertPackages } from './packages.ts';
import { isShown, likelihoodOf, painterOf, shownModel } from './painter.ts';
import { dropSecret, privacyChoice } from './privacyOptions.ts';
import type { Progress } from './progress.ts';
import { rankingFigures, rankingText } from './ranking.ts';
import { relaunches } from './relaunches.ts';
import { type EpochReport, makeReport } from './report.ts';
import {
  writeCheckpoint,
  writeImagesOfLabels,
  writePictures,
  writeResults,
  writeText,
  writeTranslations,
} from './results.ts';
import { asImages, type RunData, typeOf } from './runData.ts';
import { sentencesFor, sentencesText } from './sentences.ts';
import { topicsText } from './topics.ts';
import { translationsText } from './translations.ts';

const defaultEpochs = { hardware: 10, software: 1 } as const;

/**
 * The command `train`. Checks all input before the first step.
 *
 * @returns the exit code: 0, or 130 after Ctrl-C.
 * @throws VaeError for every error that the user can correct.
 */
export async function train(given: TrainOptions): Promise<number> {
  assertPackages(given);
  if (relaunches(given)) return relaunchWithSoftware();
  const checkpoint = given.resume === undefined ? undefined : await readCheckpoint(given.resume);
  const loaded = checkpoint
    ? await loadParts(given, savedForm(checkpoint))
    : await loadRunData(given, await formAsked(given));
  const { form, classes: classNames } = loaded;
  const { data: all, classes } =
    given.condition === 'labels' ? labelRunData(loaded) : { data: loaded, classes: 0 };
  const options = withSavedOptions(given, checkpoint);
  const data = drawnData(all, options);
  checkBatchSize(options, data.train.rows, nounOf(data));
  const described = await describeRun(
    options,
    {
      ...{ train: data.train, condition: classes + batchesOf(form) },
      ...(form && { form }),
      ...(classNames && { classes: classNames }),
      labels: labelCount(data),
    },
    checkpoint,
  );
  await prepareOutFolder(options.out);

  const opened = await openAdapter(options);
  try {
    const model = await makeModel(options, described, data.train.rows, opened, checkpoint);
    try {
      return await trainModel(model, described, options, data);
    } finally {
      model.dispose();
    }
  } finally {
    opened.release();
  }
}

async function trainModel(
  model: VAE,
  described: Model,
  options: TrainOptions,
  data: RunData,
): Promise<number> {
  const narrator = options.json
    ? jsonNarrator(process.stdout)
    : textNarrator(process.stdout, described, nounOf(data));
  const interrupt = listenForInterrupt({
    onFirst: narrator.stopping,
    quit: () => {
      narrator.close();
      process.exit(interruptedCode);
    },
  });
  try {
    return await fitAndWrite(model, described, options, data, narrator, interrupt);
  } finally {
    interrupt.dispose();
    narrator.close();
  }
}

async function fitAndWrite(
  model: VAE,
  described: Model,
  options: TrainOptions,
  data: RunData,
  narrator: Narrator,
  interrupt: Interrupt,
): Promise<number> {
  const usual = model.adapter.software ? defaultEpochs.software : defaultEpochs.hardware;
  const epochs = options.epochs ?? usual;
  const asked = trainingConfig(options, model.options);
  const { architecture } = model;
  const config = configOf(architecture);
  const { figure } = model.watched;
  const watchedIn = (figures: Figures): number => figures[figure] ?? Number.NaN;
  narrator.start({
    adapter: model.adapter,
    config: { ...config, ...asked },
    training: model.options,
    layers:
      describeLayers(described, model.options.batchSize) +
      likelihoodNote(likelihoodOf(architecture)),
    data: {
      name: options.dataset,
      train: data.train.rows,
      test: data.test.rows,
      columns: imageColumns(described).input,
      ...(data.note !== undefined && { note: data.note }),
    },
    epochs,
    epochsGiven: options.epochs !== undefined,
    ...(options.resume === undefined ? {} : { resumed: options.resume }),
  });

  if (options.tune) {
    const store = tuningFile(options.tuningFile);
    narrator.tuned(await model.tune({ ...typeOf(data.train), store }));
  }

  const reports: EpochReport[] = [];
  const steps: CurvePoint[] = [];
  let imagesPerSecond = 0;
  const lastEpoch = model.epoch + epochs;
  const fitted = model.fit(data.train, {
    epochs,
    validation: data.test,
    signal: interrupt.signal,
    ...(options.earlyStopping !== undefined && {
      earlyStopping: { patience: options.earlyStopping },
    }),
    onProgress: (progress: Progress) => {
      steps.push([progress.epoch - 1 + progress.step / progress.stepsInEpoch, watchedIn(progress)]);
      imagesPerSecond = progress.imagesPerSecond;
      narrator.progress(progress);
    },
    onEpoch: ({ epoch, train, test, seconds, privacy }) => {
      // Test figures are missing if Ctrl-C interrupted the evaluation.
      if (!test) return;
      const report = { epoch, train, test, seconds, ...(privacy && { privacy }) };
      reports.push(report);
      narrator.epoch(report);
    },
  });

  const { stopped, bestEpoch } = await fitted.catch((error) => keepState(error, model, options));
  const saved = await writeCheckpoint(model, options.out);
  // The work is saved: from here on Ctrl-C may end the process.
  interrupt.dispose();
  if (stopped === 'signal') {
    const left = lastEpoch - model.epoch;
    const viaNpm = process.env.npm_lifecycle_event === 'start';
    narrator.interrupted(
      saved.file,
      resumeCommand(options, saved.file, left === usual ? undefined : left, viaNpm),
    );
    return interruptedCode;
  }
  if (bestEpoch !== undefined) narrator.best({ epoch: bestEpoch, early: stopped === 'early' });
  const clusters = await clusterSizes(model, data.test);
  if (clusters) narrator.clusters(clusters);
  const levels = await levelUsage(model, described, data.test);
  if (levels) narrator.levels(levels);
  const modality = learnedLabels(described, data.train);
  const accuracy = modality && (await labelAccuracy(model, modality, data.test));
  if (accuracy !== undefined) narrator.labels(accuracy);
  const curves = {
    steps,
    train: reports.map(({ epoch, train }): CurvePoint => [epoch, watchedIn(train)]),
    test: reports.map(({ epoch, test }): CurvePoint => [epoch, watchedIn(test)]),
  };
  const { adapter, options: training, statistics, tuning } = model;
  const ran = { adapter, config, options: training, statistics, tuning };
  const sentences = await sentencesFor(model, data, options.seed);
  const ranking = await rankingFigures(model, described, data, data.test);
  const report = makeReport(ran, asked, reports, {
    ...{ imagesPerSecond, bestEpoch, levels, labelAccuracy: accuracy },
    texts: sentences,
  });
  const shown = isShown(described);
  const pictures = shown
    ? await writePictures(
        painterOf(shownModel(model, described)),
        options.out,
        { train: asImages(data.train), test: asImages(data.test) },
        options.seed,
      )
    : [];
  if (shown && modality) {
    pictures.push(
      await writeImagesOfLabels(model, modality, options.out, asImages(data.test), options.seed),
    );
  }
  const { domains } = described;
  const translations = await translationsText(model, data);
  if (domains && translations === undefined) {
    pictures.push(await writeTranslations(model, domains, options.out, asImages(data.test)));
  }
  const [kind, text] = sentences
    ? (['sentences', sentencesText(sentences)] as const)
    : ranking
      ? (['ranking', rankingText(ranking)] as const)
      : translations !== undefined
        ? (['translations', translations] as const)
        : (['topics', await topicsText(model, described, data)] as const);
  const texts = text === undefined ? [] : [await writeText(text, kind, options.out)];
  const results = await writeResults(options.out, curves, model.watched, report, nounOf(data));
  const kept = reports.find(({ epoch }) => epoch === bestEpoch) ?? reports.at(-1);
  const files = [...pictures, ...texts, ...results, saved];
  narrator.end(files, imagesPerSecond, shown ? undefined : kept?.test, text);
  return 0;
}

/**
 * Saves the state after training failed, and adds the file's name to the error. A run whose data are refused keeps
 * nothing.
 */
async function keepState(error: unknown, model: VAE, options: TrainOptions): Promise<never> {
  if (!(error instanceof NumericsError || error instanceof DeviceLostError)) {
    if (model.stepCount === 0) await dropSecret(options);
    throw error;
  }
  const { file } = await writeCheckpoint(model, options.out);
  throw new VaeError(`${error.message}. The state is saved in ${file}`, { cause: error });
}

/** A resumed run keeps the learning rate and the seed of its checkpoint unless they were given. */
function trainingConfig(
  options: TrainOptions,
  { batchSize }: Pick<TrainingOptions, 'batchSize'>,
): Record<string, unknown> {
  const own = (name: 'learningRate' | 'seed') =>
    options.resume === undefined || options.given.has(name);
  return {
    batchSize,
    ...(own('learningRate') ? { learningRate: options.learningRate } : {}),
    ...(own('seed') ? { seed: options.seed } : {}),
    ...objective(options),
    ...optimizerChoice(options),
    ...privacyChoice(options),
    ...dataChoice(options),
    ...(options.condition === undefined ? {} : { condition: options.condition }),
    ...(options.bootstrap === undefined ? {} : { bootstrap: options.bootstrap }),
  };
}

/**
 * The given options of the objective and of early stopping, under their names on the command line.
 */
function objective({
  beta,
  anneal,
  freeBits,
  capacity,
  schedule,
  bound,
  samples,
  earlyStopping,
}: TrainOptions): object {
  const words = { beta, anneal, freeBits, capacity, schedule, bound, samples, earlyStopping };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}
