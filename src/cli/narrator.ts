import type { Model } from '../families/model.ts';
import type { Figures, LevelDiagnosis, TuneReport, VAE } from '../index.ts';
import { WEBASSEMBLY } from '../kernels/defaultVariant.ts';
import type { ClusterSizes } from './clusters.ts';
import { figuresLine, figureText } from './figures.ts';
import { labelAccuracyText } from './labelModality.ts';
import { levelText } from './levels.ts';
import { IMAGE, type Noun } from './noun.ts';
import { barView, duration, type Progress, plainView, type TextStream } from './progress.ts';
import type { EpochReport } from './report.ts';
import { tuningTable } from './tuningTable.ts';

/** Facts known before the first step. */
interface RunStart {
  readonly adapter: VAE['adapter'];
  readonly config: Readonly<Record<string, unknown>>;
  readonly training: VAE['options'];
  readonly layers: string;
  readonly data: {
    readonly name: string;
    readonly train: number;
    readonly test: number;
    readonly columns: number;
    readonly note?: string;
  };
  readonly epochs: number;
  readonly epochsGiven: boolean;
  readonly resumed?: string;
}

/** The epoch that early stopping kept, and whether training ended early. */
interface BestEpoch {
  readonly epoch: number;
  readonly early: boolean;
}

/** A written file and its description. */
export interface Result {
  readonly file: string;
  readonly meaning: string;
}

/** Reports events to the user, as text or as lines for programs. */
export interface Narrator {
  start(run: RunStart): void;
  tuned(report: TuneReport): void;
  progress(progress: Progress): void;
  epoch(report: EpochReport): void;
  /** Early stopping restored the model's best epoch. */
  best(best: BestEpoch): void;
  /** Test images in each cluster of the trained model. */
  clusters(sizes: ClusterSizes): void;
  /** How the trained hierarchy uses its levels on the test images. */
  levels(usage: readonly LevelDiagnosis[]): void;
  /** The share of the labels of the test images that a multimodal model tells from the image alone. */
  labels(accuracy: number): void;
  stopping(): void;
  interrupted(checkpoint: string, command: string): void;
  /**
   * @param test figures of the trained model on the test images, if no pictures show it
   * @param texts what a model of texts makes of them, in lines
   */
  end(results: readonly Result[], imagesPerSecond: number, test?: Figures, texts?: string): void;
  /** Removes a moving progress bar; no further events follow. */
  close(): void;
}

/**
 * Text output, with a progress bar if the stream is a terminal.
 * @param model gives the figures that are sums, and the watched figure
 * @param of what the rows of the data are
 */
export function textNarrator(
  stream: NodeJS.WriteStream | TextStream,
  { figures: sums, watched: { figure } }: Pick<Model, 'figures' | 'watched'>,
  of: Noun = IMAGE,
): Narrator {
  const view = isTerminal(stream) ? barView(stream, figure, of) : plainView(stream, figure, of);
  const shown = (figures: Figures): string => figuresLine(figures, sums);
  return {
    start: (run) => {
      const { adapter, data } = run;
      view.line(`adapter   ${describeAdapter(adapter)}`);
      view.line(
        `data      ${data.name}: ${data.train} training and ${data.test} test ${of.many} of ${data.columns} ${of.columns}` +
          (data.note === undefined ? '' : `; ${data.note}`),
      );
      view.line(
        `model     ${run.layers}${run.resumed === undefined ? '' : `, going on from ${run.resumed}`}`,
      );
      view.line(
        `training  ${run.epochs} ${run.epochs === 1 ? 'epoch' : 'epochs'}${whyEpochs(run)}`,
      );
    },
    tuned: (report) => view.line(tuningTable(report)),
    progress: view.update,
    epoch: ({ epoch, train, test, seconds, privacy }) =>
      view.line(
        `epoch ${epoch}   train ${shown(train)}   test ${shown(test)}${privacy ? `   ε ${privacy.epsilon.toFixed(2)} at δ ${privacy.delta}` : ''}   ${duration(seconds)}`,
      ),
    best: ({ epoch, early }) =>
      view.line(
        `${early ? 'Stopped early. ' : ''}The model is that of epoch ${epoch}, the best on the test ${of.many}.`,
      ),
    clusters: (sizes) => {
      for (const own of sizes) view.line(`clusters  ${own.join(' ')} test images`);
    },
    levels: (usage) => {
      for (const [place, level] of usage.entries()) {
        view.line(`level ${place + 1}   ${levelText(level)} on the test ${of.many}`);
      }
    },
    labels: (accuracy) => view.line(`accuracy  ${labelAccuracyText(accuracy)}`),
    stopping: () =>
      view.line('Stopping after the steps under way; press Ctrl-C again to quit at once.'),
    interrupted: (checkpoint, command) => {
      view.line(`Stopped. The state is in ${checkpoint}; go on with:`);
      view.line(`  ${command}`);
    },
    end: (results, imagesPerSecond, test, texts) => {
      if (texts !== undefined) view.line(`\n${texts}`);
      view.line(`\nDone, ${Math.round(imagesPerSecond)} ${of.many}/s.`);
      const width = Math.max(...results.map(({ file }) => file.length));
      for (const { file, meaning } of results) view.line(`  ${file.padEnd(width)}  ${meaning}`);
      if (test) view.line(`Test ${of.many}: ${shown(test)}.`);
      const { meaning } = figureText(figure, of);
      if (meaning !== undefined) view.line(meaning);
    },
    close: view.stop,
  };
}

/**
 * One JSON object per line with the field `event`: `start`, `tuned`, `epoch`, `best`, `clusters`, `levels`,
 * `labels` and `end`, or `interrupted`.
 */
export function jsonNarrator(stream: TextStream): Narrator {
  const tell = (event: string, fields: object) =>
    void stream.write(`${JSON.stringify({ event, ...fields })}\n`);
  return {
    start: ({ adapter, config, training, data, epochs }) =>
      tell('start', { adapter, config, training, data, epochs }),
    tuned: (report) => tell('tuned', report),
    progress: () => undefined,
    epoch: (report) => tell('epoch', report),
    best: (best) => tell('best', best),
    clusters: (sizes) => tell('clusters', { sizes }),
    levels: (levels) => tell('levels', { levels }),
    labels: (labelAccuracy) => tell('labels', { labelAccuracy }),
    stopping: () => undefined,
    interrupted: (checkpoint, command) => tell('interrupted', { checkpoint, resume: command }),
    end: (results, imagesPerSecond, test) =>
      tell('end', {
        imagesPerSecond,
        files: results.map(({ file }) => file),
        ...(test && { test }),
      }),
    close: () => undefined,
  };
}

function isTerminal(stream: NodeJS.WriteStream | TextStream): stream is NodeJS.WriteStream {
  return stream.isTTY === true;
}

/**
 * The adapter's names and kind: `google swiftshader (software: it computes on the CPU)`, or
 * `WebAssembly SIMD, 4 threads (it computes on the CPU)`.
 */
export function describeAdapter(adapter: VAE['adapter']): string {
  const { vendor, architecture, device, description, software } = adapter;
  if (vendor === WEBASSEMBLY) return `${description} (it computes on the CPU)`;
  const names = [vendor, architecture, description || device].filter((part) => part !== '');
  const kind = software ? 'software: it computes on the CPU' : 'hardware';
  return `${names.join(' ') || 'unnamed'} (${kind})`;
}

function whyEpochs({ epochsGiven, adapter }: RunStart): string {
  if (epochsGiven) return '';
  return adapter.software
    ? ' (the default on a software adapter; --epochs asks for more)'
    : ' (the default; --epochs changes it)';
}
