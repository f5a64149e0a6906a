import { type Signal, signal } from '@preact/signals';
import type { RemoteVAE } from 'webgpu-vae/worker';
import type { RatingSet } from '../../data/ratings/ratingSet.ts';
import { sampleRatings } from '../../data/ratings/sampleRatings.ts';
import { oneForEachPage } from '../besideSession.ts';
import { OwnDataSession } from '../ownDataSession.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { RATING_DEFAULTS, type RatingSettings, sameRatings } from './ratingSettings.ts';
import { type Found, findHidden, rowsOfUsers } from './recommend.ts';

const BATCH_SIZE = 64;

/** The page's recommender, of ratings. */
export class RatingSession extends OwnDataSession<RatingSet, RatingSettings, Found> {
  /** Columns of the items that the user of the page likes, in the order of the choice. */
  readonly liked: Signal<readonly number[]> = signal([]);

  constructor(page: Session) {
    super(page, {
      first: sampleRatings(),
      subject: 'ratings',
      settings: RATING_DEFAULTS,
      same: sameRatings,
    });
    let items = this.used.value.items;
    this.used.subscribe((set) => {
      if (set.items !== items) this.liked.value = [];
      items = set.items;
    });
  }

  protected create({ latent, hidden }: RatingSettings, set: RatingSet): Promise<RemoteVAE> {
    return this.createModel({
      architecture: { family: 'recommendation', items: set.items, hidden: [hidden], latent },
      batchSize: Math.min(BATCH_SIZE, set.train.length),
      learningRate: 5e-3,
    });
  }

  protected async rows(_: RemoteVAE, { train, test, items }: RatingSet): Promise<RunRows> {
    return { train: rowsOfUsers(train, items.length), validation: rowsOfUsers(test, items.length) };
  }

  protected glimpse(model: RemoteVAE, set: RatingSet): Promise<Found> {
    return findHidden(model, set);
  }
}

/** The recommender that belongs to the page. */
export const ratingsOf = oneForEachPage('ratings', (page) => new RatingSession(page));
