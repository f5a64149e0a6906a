import { useState } from 'preact/hooks';
import type { RemoteVAE } from 'webgpu-vae/worker';
import { download } from '../../parts/download.ts';
import { modelFileName } from '../../parts/fileNames.ts';
import { scaled, wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { namedModel } from '../../session/modelName.ts';
import { modelWidths } from '../../session/modelWidths.ts';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';
import { KeepForm } from './KeepForm.tsx';
import { KeptList } from './KeptList.tsx';
import type { KeptCheckpoints } from './keptCheckpoints.ts';

interface SavePanelProps {
  readonly session: Session;
  readonly kept: KeptCheckpoints;
}

/** The current model as files, or stored in this browser. */
export function SavePanel({ session, kept }: SavePanelProps) {
  const model = session.model.value;
  // The model's properties are not signals. New reports and glimpses show that they may have
  // changed.
  void session.monitor.progress.value;
  void session.monitor.glimpse.value;
  const named = namedModel(session);
  return (
    <Panel
      class="save"
      title="Save"
      about="A checkpoint holds everything: weights, the optimizer's state, settings, progress. Loaded, training goes on where it stood, bit by bit."
    >
      {model && named ? (
        <>
          <p class="statistics">{describe(model)}</p>
          <Downloads session={session} model={model} />
          <KeepForm session={session} model={model} kept={kept} name={modelFileName(named)} />
        </>
      ) : (
        <p class="about">There is no model yet: train one, or load one.</p>
      )}
      <KeptList session={session} kept={kept} />
    </Panel>
  );
}

/** `784-400-20, 3 epochs: 652,824 parameters, 2.61 MB of weights` */
function describe(model: RemoteVAE): string {
  const { epoch, stepCount } = model;
  const parameters = model.describe().reduce((sum, layer) => sum + layer.parameters, 0);
  const age = `${epoch} ${epoch === 1 ? 'epoch' : 'epochs'}, ${wholeNumber(stepCount)} steps`;
  return `${modelWidths(model).join('-')} after ${age}: ${wholeNumber(parameters)} parameters, ${scaled(4 * parameters, 'B')} of weights.`;
}

interface DownloadsProps {
  readonly session: Session;
  readonly model: RemoteVAE;
}

function Downloads({ session, model }: DownloadsProps) {
  const [told, setTold] = useState('');
  const decodes = model.programs.includes('decode');
  const save = async (ending: string, write: () => Promise<Uint8Array>) => {
    try {
      const bytes = (await write()) as Uint8Array<ArrayBuffer>;
      // Named after what was written: training may have gone on since the click.
      const widths = modelWidths(model);
      const images = session.images.value?.name ?? '';
      const file = `${modelFileName({ images, widths, epoch: model.epoch })}${ending}`;
      download(file, bytes, 'application/octet-stream');
      setTold(`${file}, ${scaled(bytes.length, 'B')}`);
    } catch (error) {
      session.notices.tell(problem(error, 'save'));
    }
  };
  return (
    <>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          onClick={() => void save('.safetensors', () => model.save())}
        >
          Download checkpoint
        </button>
        {decodes && (
          <button
            type="button"
            onClick={() => void save('-decoder.safetensors', () => model.saveDecoder())}
          >
            Download decoder
          </button>
        )}
      </div>
      <p class="hint" role="status" aria-label="Download">
        {told ||
          (decodes &&
            'The decoder alone is for other programs: weights under PyTorch’s names, and how to use them.')}
      </p>
    </>
  );
}
