import type { Locale } from '../preferences.ts';

/** Texts of the demonstration reader: kept beside it, so that a production build holds none of them. */
export const DEMO_WORDS = {
  fr: {
    title: 'Lecteur de démonstration',
    simulation: 'Simulation : aucune carte réelle, aucune personne réelle',
    empty: 'aucune carte',
    inside: (label: string) => `carte : ${label}`,
    pin: (pin: string) => `code ${pin}`,
    professionals: 'Cartes de professionnels (CPS)',
    holders: 'Cartes Vitale',
    insert: 'Insérer',
    remove: 'Retirer',
    inserted: 'Dans le lecteur',
    failed: 'Cette carte simulée n’a pas pu être chargée : le serveur de démonstration est hors d’atteinte.',
  },
  en: {
    title: 'Demonstration reader',
    simulation: 'Simulation: no real card, no real person',
    empty: 'no card',
    inside: (label: string) => `card: ${label}`,
    pin: (pin: string) => `PIN ${pin}`,
    professionals: 'Professionals’ cards (CPS)',
    holders: 'Vitale cards',
    insert: 'Insert',
    remove: 'Remove',
    inserted: 'In the reader',
    failed: 'This simulated card could not be loaded: the demonstration server is out of reach.',
  },
} satisfies Record<Locale, unknown>;
