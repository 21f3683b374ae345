import type { ModuleId, ModuleTexts } from './module.ts';
import { fr as breakGlass } from './modules/break-glass/fr.ts';
import { fr as consultAndFeed } from './modules/consult-and-feed/fr.ts';
import { fr as create } from './modules/create/fr.ts';
import { fr as lostTablet } from './modules/lost-tablet/fr.ts';
import { fr as minors } from './modules/minors/fr.ts';
import { fr as noNetwork } from './modules/no-network/fr.ts';
import { fr as rightsAndMasking } from './modules/rights-and-masking/fr.ts';
import { fr as whatTheDmpIs } from './modules/what-the-dmp-is/fr.ts';

/** The words of all modules, in French. */
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
