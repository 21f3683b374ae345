import type { LateTexts } from './late-parts.ts';
import { about } from './fr/about.ts';
import { common } from './fr/common.ts';
import { app } from './fr/errors-app.ts';
import { home } from './fr/home.ts';
import { signIn } from './fr/sign-in.ts';
import { vault } from './fr/vault.ts';
import { keepTogether } from './keep-together.ts';

/**
 * The source of truth: the other languages have the same keys. The sentences of some screens come with those screens
 * (routes/+layout.ts), so that the first opening stays light.
 */
export const fr = keepTogether({ about, common, errors: { app }, home, signIn, vault });

export type Texts = typeof fr & LateTexts;
