// @ts-check
/** A worker that fails on its first message. */
addEventListener('message', () => {
  throw new Error('died as it was told to');
});
