import type { TrainingModule } from '#training/module.ts';

export const noNetwork: TrainingModule = {
  id: 'no-network',
  minutes: 10,
  pages: ['before', 'during', 'back', 'never'],
  exercise: {
    scene: {
      cards: ['rose', 'paul'],
      dossiers: [{ person: 'rose', open: true, documents: ['dischargeLetter', 'prescription'] }],
      networkSwitch: true,
    },
    steps: [
      { id: 'lose', at: '/', check: { type: 'networkLost' } },
      {
        id: 'read',
        at: '/dossier/:rose/documents',
        check: { type: 'documentRead', document: 'dischargeLetter' },
      },
      {
        id: 'add',
        at: '/dossier/:rose/ajouter',
        check: { type: 'documentAdded', person: 'rose', waiting: true },
      },
      { id: 'create', at: '/vitale', check: { type: 'dossierCreated', person: 'paul', waiting: true } },
      { id: 'back', at: '/envois', check: { type: 'outboxSent' } },
    ],
  },
  quiz: [
    { id: 'prepare', answers: ['print', 'nothing', 'keep'], right: 'keep' },
    { id: 'locked', answers: ['yes', 'no', 'wifiOnly'], right: 'no' },
    { id: 'twice', answers: ['leave', 'paper', 'again'], right: 'leave' },
    { id: 'break-glass', answers: ['doctorsOnly', 'yes', 'no'], right: 'no' },
    { id: 'refused', answers: ['lost', 'keptAndSaid', 'retried'], right: 'keptAndSaid' },
  ],
};
