import { wholeNumber } from '../../parts/format.ts';
import { cellsOf } from '../../session/cells/cellSession.ts';
import type { Session } from '../../session/session.ts';
import { Transport } from '../../shell/Transport.tsx';

/** The run of the model of cells. */
export function CellsTransport({ session }: { readonly session: Session }) {
  const cells = cellsOf(session);
  const { name, genes, train } = cells.used.value;
  const ready = `${wholeNumber(train.length / genes.length)} ${name} are ready.`;
  return <Transport session={cells} ready noun="Cells" waiting={<p class="about">{ready}</p>} />;
}
