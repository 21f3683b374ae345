import { about } from './fr/about.ts';
import { common } from './fr/common.ts';
import { dossier } from './fr/dossier.ts';
import { errors } from './fr/errors.ts';
import { home } from './fr/home.ts';
import { outbox } from './fr/outbox.ts';
import { signIn } from './fr/sign-in.ts';
import { vault } from './fr/vault.ts';

/** The source of truth: the other languages have the same keys. */
export const fr = { about, common, dossier, errors, home, outbox, signIn, vault };

export type Texts = typeof fr;
