import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type RemoteVAE, toDataset } from 'webgpu-vae/worker';
import { type CellSet, sampleCells } from '../../data/cells/sampleCells.ts';
import { oneForEachPage } from '../besideSession.ts';
import { OwnDataSession } from '../ownDataSession.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { CELL_DEFAULTS, type CellSettings, sameCells } from './cellSettings.ts';
import { type CellCodes, type Groups, groupsOf } from './groups.ts';

const BATCH_SIZE = 60;

/** The page's model of cells. */
export class CellSession extends OwnDataSession<CellSet, CellSettings, CellCodes> {
  /** The group whose genes are shown. */
  readonly chosen: Signal<number> = signal(0);
  /** The groups of the codes at hand. */
  readonly groups: ReadonlySignal<Groups | undefined>;

  constructor(page: Session) {
    super(page, {
      first: sampleCells(),
      subject: 'cells',
      settings: CELL_DEFAULTS,
      same: sameCells,
    });
    const count = computed(() => this.settings.value.groups);
    this.groups = computed(() => {
      const codes = this.monitor.glimpse.value;
      return codes && groupsOf(codes, count.value, this.used.value.typeOf);
    });
  }

  protected create({ latent, hidden }: CellSettings, { genes }: CellSet): Promise<RemoteVAE> {
    return this.createModel({
      architecture: { family: 'counts', genes, hidden: [hidden], latent },
      batchSize: BATCH_SIZE,
      learningRate: 5e-3,
    });
  }

  protected async rows(_: RemoteVAE, { train, test, genes }: CellSet): Promise<RunRows> {
    return { train: toDataset(train, genes.length), validation: toDataset(test, genes.length) };
  }

  /** Codes of all cells, and the shares of genes that samples of them stand for. */
  protected async glimpse(model: RemoteVAE, { train, test, genes }: CellSet): Promise<CellCodes> {
    const all = toDataset(Float32Array.from([...train, ...test]), genes.length);
    const { mu, z } = await model.encode(all, { sample: true });
    return { codes: mu, latent: mu.length / all.rows, shares: await model.decode(z) };
  }
}

/** The model of cells that belongs to the page. */
export const cellsOf = oneForEachPage('cells', (page) => new CellSession(page));
