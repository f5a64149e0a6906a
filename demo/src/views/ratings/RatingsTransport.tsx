import { wholeNumber } from '../../parts/format.ts';
import { ratingsOf } from '../../session/ratings/ratingSession.ts';
import type { Session } from '../../session/session.ts';
import { Transport } from '../../shell/Transport.tsx';

/** The run of the recommender. */
export function RatingsTransport({ session }: { readonly session: Session }) {
  const ratings = ratingsOf(session);
  const { name, train } = ratings.used.value;
  const ready = `${wholeNumber(train.length)} users of ${name} are ready.`;
  return <Transport session={ratings} ready noun="Users" waiting={<p class="about">{ready}</p>} />;
}
