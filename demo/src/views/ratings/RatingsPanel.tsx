import { readRatings } from '../../data/ratings/readRatings.ts';
import { SAMPLE_NAME, sampleRatings } from '../../data/ratings/sampleRatings.ts';
import { FileZone } from '../../parts/FileZone.tsx';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { RatingSession } from '../../session/ratings/ratingSession.ts';

/** The ratings in use, and others from a file. */
export function RatingsPanel({ ratings }: { readonly ratings: RatingSession }) {
  const { name, items, train, test } = ratings.used.value;
  return (
    <Panel
      class="data"
      title={`Ratings: ${name}`}
      about={`${wholeNumber(items.length)} items; ${wholeNumber(train.length)} users to train on and ${wholeNumber(test.length)} held out. Ratings of 4 and more count.`}
      actions={
        name !== SAMPLE_NAME && (
          <button type="button" onClick={() => void ratings.use(sampleRatings())}>
            Back to the sample
          </button>
        )
      }
    >
      <FileZone
        title="Choose a ratings.csv"
        about="or drop it here: userId, movieId (or itemId, or title) and rating, a rating a line. It stays on this machine."
        label="Choose a file of ratings"
        accept=".csv,.tsv,.dat,.data,.txt,text/csv,text/plain"
        onFile={(file) => void ratings.use(readRatings({ name: file.name, file }))}
      />
    </Panel>
  );
}
