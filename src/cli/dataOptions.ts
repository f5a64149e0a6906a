import type { Channels } from '../data/imageData.ts';
import type { CountOptions } from './countData.ts';
import type { DataKind } from './dataForm.ts';
import type { RatingOptions } from './ratingData.ts';
import type { TableDataOptions } from './tableData.ts';
import type { TextOptions } from './textData.ts';

/** One of the two parts of a data set. */
export type Part = 'train' | 'test';

/** The options that say which data a command reads. */
export interface DataOptions extends TextOptions, RatingOptions, TableDataOptions, CountOptions {
  /** Side of pictures of a folder, in pixels. */
  readonly imageSize?: number;
  /** The channels that are kept of the pictures of a folder. */
  readonly channels?: Channels;
}

/** An option of data, as the commands see it. */
interface DataOption {
  /** The kind of data that it is an option of; all kinds if absent. */
  readonly of?: DataKind;
  /** True if the checkpoint keeps its choice, so that a resumed run takes it no more. */
  readonly kept?: true;
}

/** All options of data, by their names here. */
export const DATA_OPTIONS: Readonly<Record<keyof DataOptions, DataOption>> = {
  dataset: {},
  imageSize: { of: 'images' },
  channels: { of: 'images' },
  column: { of: 'texts' },
  vocabulary: { of: 'texts', kept: true },
  leastRating: { of: 'ratings' },
  kinds: { of: 'tables', kept: true },
  without: { of: 'tables', kept: true },
  genes: { of: 'counts', kept: true },
  genesInRows: { of: 'counts' },
  cells: { of: 'counts' },
  layer: { of: 'counts' },
  batches: { of: 'counts' },
  limit: {},
};

/** Their names. */
export const DATA_OPTION_NAMES = Object.keys(DATA_OPTIONS) as readonly (keyof DataOptions)[];

/** The options of data among others, without those that are undefined. */
export const dataChoice = (options: DataOptions): Partial<DataOptions> =>
  Object.fromEntries(
    DATA_OPTION_NAMES.flatMap((name) =>
      options[name] === undefined ? [] : [[name, options[name]]],
    ),
  );
