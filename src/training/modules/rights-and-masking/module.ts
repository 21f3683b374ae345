import type { TrainingModule } from '#training/module.ts';

export const rightsAndMasking: TrainingModule = {
  id: 'rights-and-masking',
  minutes: 12,
  pages: ['who', 'masking', 'oppositions', 'not-visible'],
  exercise: {
    scene: {
      cards: ['paul'],
      dossiers: [{ person: 'paul', open: true, documents: ['bloodTest', 'doctorVisit'] }],
    },
    steps: [
      { id: 'open', at: '/', check: { type: 'dossierOpened', person: 'paul' } },
      {
        id: 'mask',
        at: '/dossier/:paul/documents',
        check: { type: 'visibilityChanged', document: 'bloodTest', change: 'mask' },
      },
      {
        id: 'oppose',
        at: '/dossier/:paul/droits',
        check: { type: 'oppositionsSet', person: 'paul', breakGlass: true },
      },
      { id: 'traces', at: '/dossier/:paul/traces', check: { type: 'tracesRead', person: 'paul' } },
    ],
  },
  quiz: [
    { id: 'masked-for', answers: ['authorAndAttending', 'everybody', 'nobody'], right: 'authorAndAttending' },
    { id: 'block', answers: ['readsOnly', 'emergencyOpens', 'noAccess'], right: 'noAccess' },
    { id: 'reveal', answers: ['undo', 'final', 'week'], right: 'final' },
    { id: 'announcement', answers: ['month', 'day', 'never'], right: 'month' },
    { id: 'both', answers: ['doctors', 'allowed', 'forbidden'], right: 'forbidden' },
  ],
};
