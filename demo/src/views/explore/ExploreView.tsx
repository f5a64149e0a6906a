import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';

export function ExploreView({ session }: { readonly session: Session }) {
  return <Panel title="Explore">{session.phase.value}</Panel>;
}
