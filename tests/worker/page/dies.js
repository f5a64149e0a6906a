// @ts-check
/** A worker that fails when it is first spoken to. */
addEventListener('message', () => {
  throw new Error('died as it was told to');
});
