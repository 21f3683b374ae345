import { counted } from '../counted.ts';

/** The search inside the documents. */
export const search = {
  label: 'Chercher dans les documents',
  everywhere: 'Chercher dans tous les dossiers',
  everywhereText: 'À l’intérieur des documents gardés sur cet appareil, même sans réseau.',
  hint: 'Mots, ou expression entre guillemets',
  clear: 'Effacer la recherche',
  filters: 'Affiner',
  anyType: 'Tous les types',
  anyAuthor: 'Tous les auteurs',
  type: 'Type de document',
  author: 'Auteur',
  from: 'Du',
  to: 'Au',
  clearFilters: 'Tout afficher',
  hits: 'Documents trouvés',
  count: (count: number) => counted(count, 'document trouvé', 'documents trouvés', 'aucun document trouvé'),
  none: 'Aucun document trouvé',
  noneText: 'Essayez un autre mot, ou retirez un filtre.',
  close: 'Orthographe proche',
  closeText: 'Ces documents ont un mot qui ressemble à celui que vous avez écrit.',
  some: 'Une partie des mots',
  someText: 'Aucun document n’a tous ces mots. Ceux-ci en ont une partie.',
  more: (count: number) => `Afficher ${counted(count, 'document de plus', 'documents de plus')}`,
  fact: 'Donnée du document\u00a0:',
  scanned: 'Non cherchable\u00a0: document numérisé',
  unreadable: 'Non cherchable\u00a0: document illisible',
  unread: 'Pas encore cherchable',
  cut: 'Cherchable en partie\u00a0: document long',
  unsearchable: (count: number) =>
    count === 1
      ? 'Le texte d’un document n’est pas cherchable'
      : `Le texte de ${count} documents n’est pas cherchable`,
  unsearchableText: 'Ils sont trouvés par leur titre, leur type ou leur auteur seulement.',
};
