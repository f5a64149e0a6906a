#!/usr/bin/env node
import { followParent } from '../node/relaunch.ts';
import { run } from './program.ts';

// A reader that closes the pipe early, such as head, is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

followParent();
process.exitCode = await run(process.argv);
