import type { TextSession } from '../../session/texts/textSession.ts';

/** Shown in place of what a model says, before there is one. */
export function NoLines({ texts }: { readonly texts: Pick<TextSession, 'model'> }) {
  if (texts.model.value) return null;
  return <p class="about">None until training begins.</p>;
}
