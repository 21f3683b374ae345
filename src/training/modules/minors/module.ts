import type { TrainingModule } from '#training/module.ts';

export const minors: TrainingModule = {
  id: 'minors',
  minutes: 10,
  pages: ['representatives', 'secrecy', 'session', 'careful'],
  exercise: {
    scene: {
      cards: ['zoe'],
      dossiers: [{ person: 'zoe', open: true, documents: ['doctorVisit'], represented: true }],
    },
    steps: [
      { id: 'open', at: '/', check: { type: 'dossierOpened', person: 'zoe' } },
      { id: 'begin', at: '/dossier/:zoe/droits', check: { type: 'confidentialBegun', person: 'zoe' } },
      {
        id: 'add',
        at: '/dossier/:zoe/ajouter',
        check: { type: 'documentAdded', person: 'zoe', hiddenFromRepresentatives: true },
      },
      { id: 'end', at: '/dossier/:zoe/droits', check: { type: 'confidentialEnded', person: 'zoe' } },
    ],
  },
  quiz: [
    { id: 'create', answers: ['representative', 'nobody', 'minorAlone'], right: 'representative' },
    { id: 'session', answers: ['nothing', 'onlyHidden', 'anything'], right: 'onlyHidden' },
    { id: 'export', answers: ['included', 'leftOut', 'onRequest'], right: 'leftOut' },
    { id: 'reveal', answers: ['final', 'representatives', 'again'], right: 'final' },
    { id: 'adult', answers: ['byJudge', 'continues', 'endsItself'], right: 'endsItself' },
  ],
};
