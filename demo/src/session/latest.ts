/**
 * Runs one request at a time and, of those that come meanwhile, only the newest: a drag asks
 * faster than a GPU may answer.
 *
 * @returns asks for an answer to `question`; what `answer` throws goes to `fail`
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
