import { wholeNumber } from '../../parts/format.ts';
import { readingsOf } from '../../session/readings/readingSession.ts';
import type { Session } from '../../session/session.ts';
import { Transport } from '../../shell/Transport.tsx';

/** The run of the model of readings. */
export function ReadingsTransport({ session }: { readonly session: Session }) {
  const readings = readingsOf(session);
  const { name, columns, train } = readings.used.value;
  const ready = `${wholeNumber(train.length / columns.length)} ${name} are ready.`;
  return <Transport session={readings} ready noun="Rows" waiting={<p class="about">{ready}</p>} />;
}
