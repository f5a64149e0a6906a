import { wholeNumber } from '../../parts/format.ts';
import type { Session } from '../../session/session.ts';
import { textsOf } from '../../session/texts/textSession.ts';
import { Transport } from '../../shell/Transport.tsx';

/** The run of the model of texts. */
export function TextTransport({ session }: { readonly session: Session }) {
  const texts = textsOf(session);
  const { name, train } = texts.texts.value;
  const ready = `${wholeNumber(train.length)} texts of ${name} are ready.`;
  return <Transport session={texts} ready noun="Texts" waiting={<p class="about">{ready}</p>} />;
}
