import { next, type Screen } from './screen.ts';

/** A page whose title is this one. */
const titled = (name: string, path: string, title: string | RegExp): Screen =>
  next(name, async ({ visit, main }) => {
    await visit(path);
    await main.getByRole('heading', { level: 1, name: title }).waitFor();
  });

/** What is there for everybody, before anybody signed in: help, training, what a holder reads. */
export const LEARNING: readonly Screen[] = [
  titled('holder-rights', '/droits-du-titulaire', /droits/i),
  titled('help', '/aide', 'Aide'),
  titled('help-section', '/aide/accueil', 'La page d’accueil'),
  titled('help-glossary', '/aide/glossaire', 'Glossaire'),
  titled('help-support', '/aide/assistance', 'Assistance'),
  titled('training', '/formation', 'Se former'),
  titled('training-module', '/formation/what-the-dmp-is', /./),
  titled('training-certificate', '/formation/attestation', /./),
  titled('receive-nothing', '/recevoir', 'Ajouter à un dossier'),
  titled('components', '/composants', 'Composants'),
];
