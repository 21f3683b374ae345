import type { TrainingModule } from '#training/module.ts';

export const whatTheDmpIs: TrainingModule = {
  id: 'what-the-dmp-is',
  minutes: 8,
  pages: ['what', 'is-not', 'whose', 'sources'],
  quiz: [
    { id: 'replaces', answers: ['no', 'later', 'yes'], right: 'no' },
    { id: 'optional', answers: ['doctorDecides', 'mandatory', 'holderDecides'], right: 'holderDecides' },
    { id: 'number', answers: ['ins', 'nir', 'phone'], right: 'ins' },
    { id: 'content', answers: ['useful', 'lettersOnly', 'everything'], right: 'useful' },
    { id: 'minor', answers: ['sixteen', 'never', 'ownNumber'], right: 'ownNumber' },
  ],
};
