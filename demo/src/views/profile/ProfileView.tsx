import type { Session } from '../../session/session.ts';
import { AdapterPanel } from './AdapterPanel.tsx';
import { KernelTable } from './KernelTable.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { RunPanel } from './RunPanel.tsx';
import { TimelinePanel } from './TimelinePanel.tsx';
import { TunerPanel } from './TunerPanel.tsx';
import './profile.css';

/** The time of a training step in detail: the kernels, the plan, the tuner, the adapter. */
export function ProfileView({ session }: { readonly session: Session }) {
  const profile = session.measurements.profile.value?.profile;
  return (
    <div class="profile">
      <RunPanel session={session} />
      {profile && (
        <>
          <TimelinePanel profile={profile} />
          <KernelTable profile={profile} />
          <PlanPanel profile={profile} />
        </>
      )}
      <TunerPanel session={session} />
      <AdapterPanel adapter={session.adapter.value} />
    </div>
  );
}
