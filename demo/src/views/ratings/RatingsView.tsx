import { Panel } from '../../parts/Panel.tsx';
import { ratingsOf } from '../../session/ratings/ratingSession.ts';
import type { Session } from '../../session/session.ts';
import { LossChart } from '../train/LossChart.tsx';
import { LikesPanel } from './LikesPanel.tsx';
import { RatingSettingsPanel } from './RatingSettingsPanel.tsx';
import { RatingsPanel } from './RatingsPanel.tsx';
import { RecommendationsPanel } from './RecommendationsPanel.tsx';
import './ratings.css';

/** A recommender: choose what you like, and see what it ranks first for you. */
export function RatingsView({ session }: { readonly session: Session }) {
  const ratings = ratingsOf(session);
  return (
    <div class="mosaic ratings">
      <LikesPanel ratings={ratings} />
      <RecommendationsPanel ratings={ratings} />
      <RatingsPanel ratings={ratings} />
      <Panel
        class="loss"
        title="Loss"
        about="The negative evidence lower bound, −ELBO, in nats a user: what the model misses of the user’s items, and what the code costs. In training it sees half of the items and has to find all."
      >
        <LossChart session={ratings} />
      </Panel>
      <RatingSettingsPanel ratings={ratings} />
    </div>
  );
}
