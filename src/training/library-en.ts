import type { ModuleId, ModuleTexts } from './module.ts';
import { en as breakGlass } from './modules/break-glass/en.ts';
import { en as consultAndFeed } from './modules/consult-and-feed/en.ts';
import { en as create } from './modules/create/en.ts';
import { en as lostTablet } from './modules/lost-tablet/en.ts';
import { en as minors } from './modules/minors/en.ts';
import { en as noNetwork } from './modules/no-network/en.ts';
import { en as rightsAndMasking } from './modules/rights-and-masking/en.ts';
import { en as whatTheDmpIs } from './modules/what-the-dmp-is/en.ts';

/** The words of all modules, in English. */
export const texts: Readonly<Record<ModuleId, ModuleTexts>> = {
  'what-the-dmp-is': whatTheDmpIs,
  create: create,
  'consult-and-feed': consultAndFeed,
  'rights-and-masking': rightsAndMasking,
  'break-glass': breakGlass,
  minors: minors,
  'lost-tablet': lostTablet,
  'no-network': noNetwork,
};
