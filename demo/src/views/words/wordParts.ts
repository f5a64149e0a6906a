import type { WordSession } from '../../session/words/wordSession.ts';
import type { WordSet } from '../../session/words/wordSet.ts';

/** What every panel of the view gets. */
export interface WordPanelProps {
  readonly session: WordSession;
  readonly set: WordSet;
}
