import { Panel } from '../../parts/Panel.tsx';
import { cellsOf } from '../../session/cells/cellSession.ts';
import type { Session } from '../../session/session.ts';
import { LossChart } from '../train/LossChart.tsx';
import { CellMapPanel } from './CellMapPanel.tsx';
import { CellSettingsPanel } from './CellSettingsPanel.tsx';
import { GenesPanel } from './GenesPanel.tsx';
import './cells.css';

/** Types of cells found by their codes, and the genes that tell them apart. */
export function CellsView({ session }: { readonly session: Session }) {
  const cells = cellsOf(session);
  return (
    <div class="mosaic cells">
      <CellMapPanel cells={cells} />
      <GenesPanel cells={cells} />
      <Panel
        class="loss"
        title="Loss"
        about="The negative evidence lower bound, −ELBO, in nats a cell: what the model misses of the cell’s counts, and what the code costs."
      >
        <LossChart session={cells} />
      </Panel>
      <CellSettingsPanel cells={cells} />
    </div>
  );
}
