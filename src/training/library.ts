import type { TrainingModule } from './module.ts';
import { breakGlass } from './modules/break-glass/module.ts';
import { consultAndFeed } from './modules/consult-and-feed/module.ts';
import { create } from './modules/create/module.ts';
import { lostTablet } from './modules/lost-tablet/module.ts';
import { minors } from './modules/minors/module.ts';
import { noNetwork } from './modules/no-network/module.ts';
import { rightsAndMasking } from './modules/rights-and-masking/module.ts';
import { whatTheDmpIs } from './modules/what-the-dmp-is/module.ts';

/** Every module, in the order in which they are best done. */
export const TRAINING_MODULES: readonly TrainingModule[] = [
  whatTheDmpIs,
  create,
  consultAndFeed,
  rightsAndMasking,
  breakGlass,
  minors,
  lostTablet,
  noNetwork,
];
