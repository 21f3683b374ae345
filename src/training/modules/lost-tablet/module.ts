import type { TrainingModule } from '#training/module.ts';

export const lostTablet: TrainingModule = {
  id: 'lost-tablet',
  minutes: 8,
  pages: ['sealed', 'at-once', 'wipe', 'prevent'],
  exercise: {
    scene: { cards: [], dossiers: [{ person: 'rose', open: true, documents: ['doctorVisit'] }] },
    steps: [
      { id: 'list', at: '/appareils', check: { type: 'devicesListed' } },
      { id: 'wipe', at: '/appareils', check: { type: 'wipeAsked', device: 'lostTablet' } },
      { id: 'lock', at: '/', check: { type: 'vaultLocked' } },
      { id: 'unlock', at: '/coffre', check: { type: 'vaultUnlocked' } },
    ],
  },
  quiz: [
    { id: 'when', answers: ['atOnce', 'nextContact', 'never'], right: 'nextContact' },
    { id: 'unsent', answers: ['lost', 'sentFirst', 'kept'], right: 'lost' },
    { id: 'others', answers: ['locked', 'erasedToo', 'untouched'], right: 'untouched' },
    { id: 'undo', answers: ['yes', 'no', 'operator'], right: 'no' },
    { id: 'leave', answers: ['lock', 'nothing', 'closeLid'], right: 'lock' },
  ],
};
