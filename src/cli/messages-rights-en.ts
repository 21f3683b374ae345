import type { RightsMessages } from './messages-rights.ts';

export const englishRights: RightsMessages = {
  matrix: {
    about: 'which types of document each profession may read',
    import: 'take an entitlement matrix from a file: in force at once, all of it or nothing',
    list: 'list the matrices that ever were in force, the newest first',
    show: 'show what each profession reads under the matrix in force',
    file: 'JSON file: version, label, professions',
    imported: (version, label) => `In force within five seconds: ${version} (${label}).`,
    refusal: (file, error) => {
      switch (error.type) {
        case 'FileUnreadable':
          return `${file} cannot be read.`;
        case 'Malformed':
          return `${file} is no matrix${error.where ? `: see ${error.where}` : ''}. Nothing was imported.`;
        case 'UnknownCodes':
          return `${file}: ${unknownCodes(error)}. Nothing was imported.`;
        case 'VersionKnown':
          return `A matrix of the version ${error.version} is here already; a version never changes. Nothing was imported.`;
      }
    },
    own: 'matrix that Relais brings, not the official one',
    notOfficial:
      'This matrix is Relais’s own, made from the facts that were published and cautious where they are silent. It is NOT the official one.',
    inForce: 'in force',
    importedOn: (date) => `imported on ${date}`,
    everything: 'reads every type',
    nothing: 'reads no type',
    only: (types) => `reads only ${types}`,
    allBut: (types) => `reads all but ${types}`,
  },
  entitlement: {
    about: 'what is granted to a professional by name',
    grant: 'grant it: counts from the next request on',
    revoke: 'take it back: counts from the next request on',
    list: 'list who has what',
    which: 'centre15 (regulating doctor) or letters (prints letters to holders)',
    granted: (psIdNat, entitlement) => `${psIdNat} has ${entitlement}.`,
    revoked: (psIdNat, entitlement) => `${psIdNat} no longer has ${entitlement}.`,
    none: 'Nothing is granted to anybody.',
    unknownKind: (text) => `«${text}» is neither centre15 nor letters.`,
    notDoctor: (psIdNat) => `${psIdNat} is no doctor: centre15 is for regulating doctors.`,
    notGranted: (psIdNat, entitlement) => `${psIdNat} does not have ${entitlement}.`,
  },
  alarms: {
    about: 'what somebody should look at: many dossiers opened, many emergency searches',
    list: 'list the alarms that nobody marked as seen, the newest first',
    all: 'those marked as seen, too',
    seen: 'mark all of them as seen',
    sentence: alarmSentence,
    wasSeen: 'seen',
    none: 'No alarm.',
    marked: (count) => `${count} alarm(s) marked as seen.`,
  },
};

type Alarm = Parameters<RightsMessages['alarms']['sentence']>[0];

/** One of another version of Relais, whose kind is not known here, is told with its numbers. */
function alarmSentence({ kind, psIdNat, dossierId, count, windowMs }: Alarm): string {
  const who = psIdNat === null ? 'somebody' : `the professional ${psIdNat}`;
  const within = `within ${spanOf(windowMs)}`;
  switch (kind) {
    case 'dossiersOpened':
      return `${who} opened ${count} dossiers ${within}`;
    case 'dossiersRefused':
      return `${who} opened ${count} dossiers ${within}: no more are let through`;
    case 'contentsRefused':
      return `${who} fetched ${count} documents ${within}: no more are let through`;
    case 'dossierReaders':
      return `the dossier ${dossierId ?? ''} was opened by ${count} professionals ${within}`;
    case 'emergencySearchesOfProfessional':
      return `${who} made ${count} emergency searches ${within}`;
    case 'emergencySearchesOfDevice':
      return `${count} emergency searches were made from one device ${within}, last by ${who}`;
    case 'emergencySearchesOfOrganisation':
      return `${count} emergency searches were made from one organisation ${within}, last by ${who}`;
    default:
      return `${kind}: ${who}, ${count} times ${within}`;
  }
}

const HOUR_MS = 3_600_000;

function spanOf(ms: number): string {
  if (ms === 24 * HOUR_MS) return 'a day';
  if (ms === HOUR_MS) return 'an hour';
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS} hours` : `${Math.round(ms / 60_000)} minutes`;
}

function unknownCodes(unknown: { professions: readonly string[]; types: readonly string[] }): string {
  const professions =
    unknown.professions.length > 0 && `unknown professions ${unknown.professions.join(' ')}`;
  const types = unknown.types.length > 0 && `unknown types of document ${unknown.types.join(' ')}`;
  return [professions, types].filter((part) => part !== false).join('; ');
}
