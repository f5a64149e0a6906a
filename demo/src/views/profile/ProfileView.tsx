import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';

export function ProfileView({ session }: { readonly session: Session }) {
  return <Panel title="Profile">{session.phase.value}</Panel>;
}
