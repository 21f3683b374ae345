import { about } from './en/about.ts';
import { care } from './en/care.ts';
import { clinical } from './en/clinical.ts';
import { common } from './en/common.ts';
import { desk } from './en/desk.ts';
import { devices } from './en/devices.ts';
import { dossier } from './en/dossier.ts';
import { app } from './en/errors-app.ts';
import { failures } from './en/failures.ts';
import { home } from './en/home.ts';
import { install } from './en/install.ts';
import { outbox } from './en/outbox.ts';
import { patient } from './en/patient.ts';
import { receive } from './en/receive.ts';
import { round } from './en/round.ts';
import { signIn } from './en/sign-in.ts';
import { stations } from './en/stations.ts';
import { training } from './en/training.ts';
import { vault } from './en/vault.ts';
import { ways } from './en/ways.ts';
import type { Texts } from './fr.ts';

export const en = {
  about,
  care,
  clinical,
  common,
  desk,
  devices,
  dossier,
  errors: { app },
  failures,
  home,
  install,
  outbox,
  patient,
  receive,
  round,
  signIn,
  stations,
  training,
  vault,
  ways,
} satisfies Texts;
