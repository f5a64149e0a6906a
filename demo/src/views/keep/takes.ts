import type { Session } from '../../session/session.ts';

/** Loads a checkpoint; what is wrong with it is told. @returns whether its model was taken */
export async function takes(session: Session, bytes: Uint8Array): Promise<boolean> {
  const before = session.model.value;
  await session.load(bytes);
  return session.model.value !== before;
}
