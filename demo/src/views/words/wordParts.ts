import type { WordSession } from '../../session/words/wordSession.ts';
import type { WordSet } from '../../session/words/wordSet.ts';

/** The properties of every panel of the view. */
export interface WordPanelProps {
  readonly session: WordSession;
  readonly set: WordSet;
}
