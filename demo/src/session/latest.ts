/**
 * Runs one request at a time. Of the requests that arrive meanwhile it runs only the newest:
 * dragging produces requests faster than a GPU answers them.
 *
 * @returns a function that requests an answer to `question`; errors of `answer` are passed to
 * `fail`
 */
export function latest<Q, A>(
  answer: (question: Q) => Promise<A>,
  deliver: (answer: A, question: Q) => void,
  fail: (error: unknown) => void,
): (question: Q) => void {
  let waiting: { readonly question: Q } | undefined;
  let busy = false;
  const work = async () => {
    busy = true;
    while (waiting) {
      const { question } = waiting;
      waiting = undefined;
      try {
        deliver(await answer(question), question);
      } catch (error) {
        fail(error);
      }
    }
    busy = false;
  };
  return (question) => {
    waiting = { question };
    if (!busy) void work();
  };
}
