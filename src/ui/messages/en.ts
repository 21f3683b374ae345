import { about } from './en/about.ts';
import { care } from './en/care.ts';
import { clinical } from './en/clinical.ts';
import { common } from './en/common.ts';
import { devices } from './en/devices.ts';
import { dossier } from './en/dossier.ts';
import { errors } from './en/errors.ts';
import { home } from './en/home.ts';
import { outbox } from './en/outbox.ts';
import { round } from './en/round.ts';
import { signIn } from './en/sign-in.ts';
import { stations } from './en/stations.ts';
import { vault } from './en/vault.ts';
import { ways } from './en/ways.ts';
import type { Texts } from './fr.ts';

export const en = {
  about,
  care,
  clinical,
  common,
  devices,
  dossier,
  errors,
  home,
  outbox,
  round,
  signIn,
  stations,
  vault,
  ways,
} satisfies Texts;
