import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';

export function YourDataView({ session }: { readonly session: Session }) {
  return <Panel title="Data">{session.phase.value}</Panel>;
}
