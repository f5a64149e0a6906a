import type { Session } from '../../session/session.ts';
import { wordsOf } from '../../session/words/wordSession.ts';
import { ImageTransport } from '../../shell/ImageTransport.tsx';

/** The run of the model of images and words. */
export function WordsTransport({ session }: { readonly session: Session }) {
  const words = wordsOf(session);
  return <ImageTransport session={session} run={words} ready={words.set.value !== undefined} />;
}
