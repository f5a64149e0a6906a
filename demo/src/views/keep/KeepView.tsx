import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';

export function KeepView({ session }: { readonly session: Session }) {
  return <Panel title="Keep">{session.phase.value}</Panel>;
}
