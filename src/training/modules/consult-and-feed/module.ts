import type { TrainingModule } from '#training/module.ts';

export const consultAndFeed: TrainingModule = {
  id: 'consult-and-feed',
  minutes: 12,
  pages: ['consult', 'feed', 'choose', 'traces'],
  exercise: {
    scene: {
      cards: ['rose'],
      dossiers: [{ person: 'rose', open: false, documents: ['dischargeLetter', 'prescription'] }],
    },
    steps: [
      { id: 'card', at: '/vitale', check: { type: 'vitaleRead', person: 'rose' } },
      { id: 'authorise', at: '/vitale', check: { type: 'accessAuthorised', person: 'rose' } },
      {
        id: 'read',
        at: '/dossier/:rose/documents',
        check: { type: 'documentRead', document: 'dischargeLetter' },
      },
      { id: 'add', at: '/dossier/:rose/ajouter', check: { type: 'documentAdded', person: 'rose' } },
      { id: 'traces', at: '/dossier/:rose/traces', check: { type: 'tracesRead', person: 'rose' } },
    ],
  },
  quiz: [
    { id: 'explicit', answers: ['once', 'cardIsEnough', 'explicitAct'], right: 'explicitAct' },
    { id: 'year', answers: ['day', 'year', 'ever'], right: 'year' },
    { id: 'feeding', answers: ['needsNone', 'doctorsOnly', 'needsAuthorisation'], right: 'needsNone' },
    { id: 'wrong-person', answers: ['rename', 'addAnyway', 'stopAndCheck'], right: 'stopAndCheck' },
    { id: 'correct', answers: ['overwrite', 'replace', 'impossible'], right: 'replace' },
  ],
};
