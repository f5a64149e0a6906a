import { loadEverything } from '../support/loadEverything.ts';

await loadEverything();
