import type { RightsMessages } from './messages-rights.ts';

export const frenchRights: RightsMessages = {
  matrix: {
    about: 'quels types de documents chaque profession peut lire',
    import: 'prendre une matrice d’habilitation dans un fichier : en vigueur aussitôt, tout ou rien',
    list: 'lister les matrices qui furent en vigueur, la plus récente d’abord',
    show: 'montrer ce que chaque profession lit selon la matrice en vigueur',
    file: 'fichier JSON : version, label, professions',
    imported: (version, label) => `En vigueur dans les cinq secondes : ${version} (${label}).`,
    refusal: (file, error) => {
      switch (error.type) {
        case 'FileUnreadable':
          return `${file} ne peut être lu.`;
        case 'Malformed':
          return `${file} n’est pas une matrice${error.where ? ` : voir ${error.where}` : ''}. Rien n’a été importé.`;
        case 'UnknownCodes':
          return `${file} : ${unknownCodes(error)}. Rien n’a été importé.`;
        case 'VersionKnown':
          return `Une matrice de version ${error.version} est déjà là ; une version ne change jamais. Rien n’a été importé.`;
      }
    },
    own: 'matrice livrée avec Relais, non officielle',
    notOfficial:
      'Cette matrice est celle de Relais, tirée des faits publiés et prudente là où ils se taisent. Ce n’est PAS la matrice officielle.',
    inForce: 'en vigueur',
    importedOn: (date) => `importée le ${date}`,
    everything: 'lit tous les types',
    nothing: 'ne lit aucun type',
    only: (types) => `ne lit que ${types}`,
    allBut: (types) => `lit tout sauf ${types}`,
  },
  entitlement: {
    about: 'ce qui est accordé nommément à un professionnel',
    grant: 'l’accorder : vaut dès la requête suivante',
    revoke: 'le retirer : vaut dès la requête suivante',
    list: 'lister qui a quoi',
    which: 'centre15 (médecin régulateur) ou letters (imprime les lettres aux titulaires)',
    granted: (psIdNat, entitlement) => `${psIdNat} a reçu ${entitlement}.`,
    revoked: (psIdNat, entitlement) => `${psIdNat} n’a plus ${entitlement}.`,
    none: 'Rien n’est accordé à personne.',
    unknownKind: (text) => `« ${text} » n’est ni centre15 ni letters.`,
    notDoctor: (psIdNat) => `${psIdNat} n’est pas médecin : centre15 est réservé aux médecins régulateurs.`,
    notGranted: (psIdNat, entitlement) => `${psIdNat} n’a pas ${entitlement}.`,
  },
  alarms: {
    about: 'ce qui demande un regard : beaucoup de dossiers ouverts, beaucoup de recherches d’urgence',
    list: 'lister les alarmes que personne n’a marquées comme vues, la plus récente d’abord',
    all: 'aussi celles marquées comme vues',
    seen: 'les marquer toutes comme vues',
    sentence: alarmSentence,
    wasSeen: 'vue',
    none: 'Aucune alarme.',
    marked: (count) => `${count} alarme(s) marquée(s) comme vues.`,
  },
};

type Alarm = Parameters<RightsMessages['alarms']['sentence']>[0];

/** One of another version of Relais, whose kind is not known here, is told with its numbers. */
function alarmSentence({ kind, psIdNat, dossierId, count, windowMs }: Alarm): string {
  const who = psIdNat === null ? 'quelqu’un' : `le professionnel ${psIdNat}`;
  const within = `en ${spanOf(windowMs)}`;
  switch (kind) {
    case 'dossiersOpened':
      return `${who} a ouvert ${count} dossiers ${within}`;
    case 'dossiersRefused':
      return `${who} a ouvert ${count} dossiers ${within} : aucun autre ne passe plus`;
    case 'contentsRefused':
      return `${who} a lu ${count} documents ${within} : aucun autre ne passe plus`;
    case 'dossierReaders':
      return `le dossier ${dossierId ?? ''} a été ouvert par ${count} professionnels ${within}`;
    case 'emergencySearchesOfProfessional':
      return `${who} a fait ${count} recherches d’urgence ${within}`;
    case 'emergencySearchesOfDevice':
      return `${count} recherches d’urgence depuis un même appareil ${within}, la dernière par ${who}`;
    case 'emergencySearchesOfOrganisation':
      return `${count} recherches d’urgence depuis une même structure ${within}, la dernière par ${who}`;
    default:
      return `${kind} : ${who}, ${count} fois ${within}`;
  }
}

const HOUR_MS = 3_600_000;

function spanOf(ms: number): string {
  if (ms === 24 * HOUR_MS) return 'un jour';
  if (ms === HOUR_MS) return 'une heure';
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS} heures` : `${Math.round(ms / 60_000)} minutes`;
}

function unknownCodes(unknown: { professions: readonly string[]; types: readonly string[] }): string {
  const professions =
    unknown.professions.length > 0 && `professions inconnues ${unknown.professions.join(' ')}`;
  const types = unknown.types.length > 0 && `types de documents inconnus ${unknown.types.join(' ')}`;
  return [professions, types].filter((part) => part !== false).join(' ; ');
}
