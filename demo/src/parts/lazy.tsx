import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { problem } from '../session/problem.ts';
import type { Session } from '../session/session.ts';

type Part = ComponentType<{ readonly session: Session }>;

/** A part of the page whose code comes when it is first shown; what keeps it away is told. */
export function lazy(load: () => Promise<Part>): Part {
  let loaded: Part | undefined;
  return function Lazy({ session }) {
    const [part, setPart] = useState({ View: loaded });
    useEffect(() => {
      if (loaded) return;
      load().then(
        (View) => {
          loaded = View;
          setPart({ View });
        },
        (error: unknown) => session.notices.tell(problem(error)),
      );
    }, [session]);
    return part.View ? <part.View session={session} /> : null;
  };
}
