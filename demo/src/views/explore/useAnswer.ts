import { type Signal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { latest } from '../../session/latest.ts';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';

/**
 * Keeps `answer` at the newest answer of the model, while the component is on the page: asks again
 * whenever a signal changes that `question` reads. Of questions that come faster than answers only
 * the newest is asked.
 *
 * @param question how to ask; undefined where there is nothing to ask, which clears the answer
 */
export function useAnswer<A>(
  session: Session,
  answer: Signal<A | undefined>,
  question: () => (() => Promise<A>) | undefined,
): void {
  const asker = useMemo(() => {
    // Rises when the answer is cleared: what was asked before is no longer wanted.
    let life = 0;
    const ask = latest<{ life: number; run: () => Promise<A> }, A>(
      ({ run }) => run(),
      (value, asked) => {
        if (asked.life === life) answer.value = value;
      },
      (error) => {
        // A model that was reset meanwhile has nothing more to say.
        if (error instanceof Error && error.name === 'DisposedError') return;
        session.notices.tell(problem(error, 'explore'));
      },
    );
    return {
      ask: (run: () => Promise<A>) => ask({ life, run }),
      clear() {
        life++;
        answer.value = undefined;
      },
    };
  }, [session, answer]);
  useSignalEffect(() => {
    const run = question();
    if (run) asker.ask(run);
    else asker.clear();
  });
}
