import { type Signal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { latest } from '../../session/latest.ts';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';

/**
 * Keeps `answer` up to date while the component is on the page: asks the model again whenever a
 * signal changes that `question` reads. If questions arrive faster than answers, only the newest is
 * asked.
 *
 * @param question returns a function that asks the model, or undefined to clear the answer
 */
export function useAnswer<A>(
  session: Pick<Session, 'notices'>,
  answer: Signal<A | undefined>,
  question: () => (() => Promise<A>) | undefined,
): void {
  const asker = useMemo(() => {
    // Incremented when the answer is cleared: answers to earlier questions are then dropped.
    let life = 0;
    const ask = latest<{ life: number; run: () => Promise<A> }, A>(
      ({ run }) => run(),
      (value, asked) => {
        if (asked.life === life) answer.value = value;
      },
      (error) => {
        // Errors of a model that was reset meanwhile are ignored.
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
