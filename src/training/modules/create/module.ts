import type { TrainingModule } from '#training/module.ts';

export const create: TrainingModule = {
  id: 'create',
  minutes: 10,
  pages: ['inform', 'consent', 'identify', 'afterwards'],
  exercise: {
    scene: { cards: ['rose'], dossiers: [] },
    steps: [
      { id: 'card', at: '/vitale', check: { type: 'vitaleRead', person: 'rose' } },
      {
        id: 'create',
        at: '/vitale',
        check: { type: 'dossierCreated', person: 'rose', breakGlass: true, dispatchCentre: false },
      },
      { id: 'authorise', at: '/vitale', check: { type: 'accessAuthorised', person: 'rose' } },
    ],
  },
  quiz: [
    { id: 'order', answers: ['informFirst', 'cardFirst', 'consentFirst'], right: 'informFirst' },
    { id: 'typed', answers: ['withReason', 'yes', 'no'], right: 'no' },
    { id: 'emergency', answers: ['ticked', 'unticked', 'absent'], right: 'ticked' },
    { id: 'own-access', answers: ['separate', 'doctorsOnly', 'automatic'], right: 'separate' },
    { id: 'offline', answers: ['again', 'impossible', 'waits'], right: 'waits' },
  ],
};
