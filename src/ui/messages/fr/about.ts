export const about = {
  title: 'À propos de Relais',
  lead: 'Un dossier médical partagé qui s’ouvre au lit du patient, sans réseau.',
  running: 'Ce qui fonctionne ici',
  version: 'Version',
  kind: 'Instance',
  demo: 'Démonstration\u00a0: personnes, cartes et documents fictifs',
  production: 'Production',
  licence: 'Licence',
  licenceText: 'Logiciel libre sous licence publique de l’Union européenne, EUPL 1.2.',
  font: 'Caractères',
  fontText:
    'Atkinson Hyperlegible Next, du Braille Institute, sous licence OFL 1.1. Icônes Lucide, sous licence ISC.',
  storage: 'Stockage de l’appareil',
  storageUsed: (used: string, available: string) => `${used} utilisés sur ${available} disponibles`,
  storageUnknown: 'Le navigateur ne le dit pas',
  rights: 'Le patient et ses droits',
  rightsText:
    'La brochure remise au patient avant la création de son dossier dit ses droits et comment les exercer.',
  brochure: 'Lire la brochure',
};
