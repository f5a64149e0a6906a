import { useState } from 'preact/hooks';
import { Choice } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { Activity, ProfileRecord } from '../../session/measurements.ts';
import type { Session } from '../../session/session.ts';
import { Downloads } from './Downloads.tsx';
import { headlines, perturbationText } from './headlines.ts';
import { MeasureButton } from './MeasureButton.tsx';

const ROUNDS = [
  { value: '5', text: '5 rounds, quick' },
  { value: '30', text: '30 rounds' },
  { value: '100', text: '100 rounds, steady' },
] as const;

const ACTIVITY_TEXTS: Readonly<Record<Activity, string>> = {
  peak: 'Measuring what the adapter can do at most: arithmetic, memory, dispatches. About two seconds.',
  profile: 'Timing whole steps, then every dispatch in a pass of its own.',
  tuning: 'The tuner is at work.',
};

/** Starts a profile and shows the main figures of the last one. */
export function RunPanel({ session }: { readonly session: Session }) {
  const [rounds, setRounds] = useState<(typeof ROUNDS)[number]['value']>(
    session.adapter.value.software ? '5' : '30',
  );
  const record = session.measurements.profile.value;
  return (
    <Panel
      title="Profile"
      about="Times every GPU kernel of a training step, on a copy of the model: training loses nothing. Timing needs the GPU to itself, so training pauses."
    >
      <div class="measure">
        <Choice label="Accuracy" value={rounds} options={ROUNDS} onChange={setRounds} />
        <MeasureButton
          session={session}
          label="Profile a step"
          onMeasure={() => void session.measurements.takeProfile(Number(rounds))}
        />
        <Status session={session} />
      </div>
      {record ? <Figures record={record} /> : <Explanation />}
      {record && <Downloads record={record} session={session} />}
    </Panel>
  );
}

function Status({ session }: { readonly session: Session }) {
  const { activity, profile } = session.measurements;
  const current = activity.value;
  const record = profile.value;
  const finished = record ? `Profiled ${describeRecord(record)}.` : '';
  return (
    <p class="about" role="status" aria-label="Profiling">
      {current ? ACTIVITY_TEXTS[current] : finished}
    </p>
  );
}

/** `784-64-2 at step 60, 04:41:10` */
function describeRecord({ widths, step, taken }: ProfileRecord): string {
  return `${widths.join('-')} at step ${step}, ${taken.toLocaleTimeString()}`;
}

function Figures({ record }: { readonly record: ProfileRecord }) {
  const { perturbation, clock } = record.profile;
  return (
    <>
      <dl class="headlines">
        {headlines(record).map(({ name, value, hint }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="value">{value}</dd>
            <dd class="hint">{hint}</dd>
          </div>
        ))}
      </dl>
      <p class="about spaced">
        {perturbationText(perturbation)} Clock: {clock.description}.
      </p>
    </>
  );
}

function Explanation() {
  return (
    <p class="placeholder">
      A training step is a handful of dispatches: launches of hand-written WGSL kernels. A profile
      shows how long each takes, how close it comes to what this GPU can do, and what holds it back.
      Without a model, one is made from the settings; nothing is trained.
    </p>
  );
}
