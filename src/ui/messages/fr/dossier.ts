/** Texts of the screens of a dossier: reading the Vitale, creation, documents, traces. */
export const dossier = {
  readVitale: 'Lire la carte Vitale',
};
