import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { anomalyThreshold } from 'webgpu-vae/evaluation';
import { type RemoteVAE, toDataset } from 'webgpu-vae/worker';
import { type ReadingSet, sampleReadings } from '../../data/readings/sampleReadings.ts';
import { oneForEachPage } from '../besideSession.ts';
import { OwnDataSession } from '../ownDataSession.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { READING_DEFAULTS, type ReadingSettings, sameReadings } from './readingSettings.ts';
import { type Scores, scoresOf } from './scores.ts';

const BATCH_SIZE = 50;

/** The page's model of readings. */
export class ReadingSession extends OwnDataSession<ReadingSet, ReadingSettings, Scores> {
  /** The share of usual rows that may be told as unusual. */
  readonly falseAlarms: Signal<number> = signal(0.01);
  /** The score above which a row is told as unusual. */
  readonly limit: ReadonlySignal<number | undefined>;

  constructor(page: Session) {
    super(page, {
      first: sampleReadings(),
      subject: 'readings',
      settings: READING_DEFAULTS,
      same: sameReadings,
    });
    this.limit = computed(() => {
      const [scores, falseAlarms] = [this.monitor.glimpse.value, this.falseAlarms.value];
      return scores && anomalyThreshold(scores.usual, { falseAlarms }).limit;
    });
  }

  protected create(
    { latent, hidden }: ReadingSettings,
    { columns }: ReadingSet,
  ): Promise<RemoteVAE> {
    return this.createModel({
      architecture: {
        family: 'table',
        columns: columns.map(({ unit: _, ...column }) => column),
        hidden: [hidden],
        latent,
      },
      batchSize: BATCH_SIZE,
      learningRate: 5e-3,
    });
  }

  protected async rows(_: RemoteVAE, { train, usual, columns }: ReadingSet): Promise<RunRows> {
    return {
      train: toDataset(train, columns.length),
      validation: toDataset(usual, columns.length),
    };
  }

  protected glimpse(model: RemoteVAE, set: ReadingSet): Promise<Scores> {
    return scoresOf(model, set);
  }
}

/** The model of readings that belongs to the page. */
export const readingsOf = oneForEachPage('readings', (page) => new ReadingSession(page));
