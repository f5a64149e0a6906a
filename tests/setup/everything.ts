/** Loads what the library loads on demand: tests of its inner parts record without it. */

import { allParts } from '../../src/kernels/catalogue/allParts.generated.ts';
import { addParts } from '../../src/kernels/catalogue.ts';

addParts(allParts);
