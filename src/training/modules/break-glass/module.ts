import type { TrainingModule } from '#training/module.ts';

export const breakGlass: TrainingModule = {
  id: 'break-glass',
  minutes: 10,
  pages: ['when', 'how', 'limits', 'after'],
  exercise: {
    scene: {
      cards: ['jeanne'],
      dossiers: [{ person: 'jeanne', open: false, documents: ['allergyNote', 'doctorVisit'] }],
    },
    steps: [
      { id: 'open', at: '/urgence', check: { type: 'emergencyOpened', person: 'jeanne' } },
      {
        id: 'read',
        at: '/dossier/:jeanne/documents',
        check: { type: 'documentRead', document: 'allergyNote' },
      },
      { id: 'end', at: '/dossier/:jeanne', check: { type: 'emergencyEnded', person: 'jeanne' } },
      { id: 'note', at: '/urgence?fin', check: { type: 'emergencyNoted', person: 'jeanne' } },
    ],
  },
  quiz: [
    { id: 'condition', answers: ['hurry', 'cannotSpeak', 'forgotCard'], right: 'cannotSpeak' },
    { id: 'refused', answers: ['nothingOpens', 'doctorOpens', 'openAnyway'], right: 'nothingOpens' },
    { id: 'told', answers: ['operator', 'nobody', 'holderAndDoctor'], right: 'holderAndDoctor' },
    { id: 'masked', answers: ['visible', 'staysHidden', 'afterReason'], right: 'staysHidden' },
    { id: 'network', answers: ['online', 'both', 'offline'], right: 'online' },
  ],
};
