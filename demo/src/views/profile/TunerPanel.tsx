import { useState } from 'preact/hooks';
import { Choice } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { MeasureButton } from './MeasureButton.tsx';
import { TunedKernels } from './TunedKernels.tsx';
import { TuningCache } from './TuningCache.tsx';

const BUDGETS = [
  { value: '2000', text: '2 seconds' },
  { value: '5000', text: '5 seconds' },
  { value: '20000', text: '20 seconds' },
  { value: '60000', text: '1 minute' },
] as const;

const KNOWN = [
  { value: 'use', text: 'is used' },
  { value: 'again', text: 'is measured again' },
] as const;

/** Starts the tuner and shows its choices. */
export function TunerPanel({ session }: { readonly session: Session }) {
  const [budget, setBudget] = useState<(typeof BUDGETS)[number]['value']>(
    session.adapter.value.software ? '20000' : '5000',
  );
  const [known, setKnown] = useState<(typeof KNOWN)[number]['value']>('use');
  const { tuning, activity } = session.measurements;
  const report = tuning.value;
  const start = () =>
    void session.measurements.tune({ budgetMs: Number(budget), again: known === 'again' });
  return (
    <Panel
      title="Tuner"
      about="A matrix product can be computed in several ways, and which is fastest depends on the GPU. The tuner times them on this one; weights stay as they are, bit by bit."
    >
      <div class="measure">
        <Choice label="Time budget" value={budget} options={BUDGETS} onChange={setBudget} />
        <Choice label="What is known" value={known} options={KNOWN} onChange={setKnown} />
        <MeasureButton session={session} label="Tune the kernels" onMeasure={start} />
        <p class="about" role="status" aria-label="Tuning">
          {activity.value === 'tuning' && 'Timing kernel variants against each other…'}
          {activity.value === undefined &&
            report &&
            `Took ${report.seconds.toFixed(1)} s${report.complete ? '' : '; the budget did not reach every product'}.`}
        </p>
      </div>
      {report && <TunedKernels report={report} />}
      <Choices session={session} />
      <TuningCache report={report} />
    </Panel>
  );
}

/** The kernels of the model, as reported by the library. */
function Choices({ session }: { readonly session: Session }) {
  const model = session.model.value;
  // Tuning changes a property of the model without replacing the model.
  void session.measurements.tuning.value;
  return (
    <details>
      <summary>What the model runs with</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <pre class="raw" tabIndex={0}>
        {model ? JSON.stringify(model.tuning, null, 2) : 'There is no model yet.'}
      </pre>
    </details>
  );
}
