import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '#wire/refusals.ts';
import { WIRE_ERROR_CODES } from '#wire/errors.ts';
import { en } from '#ui/messages/en.ts';
import { dossier } from '#ui/messages/fr/dossier.ts';
import { care } from '#ui/messages/fr/care.ts';
import { clinical } from '#ui/messages/fr/clinical.ts';
import { devices } from '#ui/messages/fr/devices.ts';
import { outbox } from '#ui/messages/fr/outbox.ts';
import { round } from '#ui/messages/fr/round.ts';
import { stations } from '#ui/messages/fr/stations.ts';
import { ways } from '#ui/messages/fr/ways.ts';
import { fr } from '#ui/messages/fr.ts';
import { problemWords, type Problem, type ProblemTexts, type ProblemWords } from '#ui/messages/problem.ts';

/** Every place of a catalogue with the kind of what stands there. */
function shape(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value)
    .flatMap(([key, inner]) => shape(inner, `${path}/${key}`))
    .sort();
}

const ONE_OF_EACH: Record<
  Exclude<Problem['type'], 'Card' | 'Bridge' | 'Server' | 'Refused' | 'Sync'>,
  Problem
> = {
  Offline: { type: 'Offline' },
  VaultLocked: { type: 'VaultLocked' },
  WrongPassphrase: { type: 'WrongPassphrase' },
  TooManyTries: { type: 'TooManyTries', waitMs: 5000 },
  WrongKey: { type: 'WrongKey' },
  LastWay: { type: 'LastWay' },
  PassingOffline: { type: 'PassingOffline' },
  PassphraseTooShort: { type: 'PassphraseTooShort', minimum: 12 },
  VaultDamaged: { type: 'VaultDamaged' },
  StorageFull: { type: 'StorageFull' },
  StorageFailed: { type: 'StorageFailed' },
  NotCached: { type: 'NotCached' },
  ContentDamaged: { type: 'ContentDamaged' },
  FileEmpty: { type: 'FileEmpty' },
  FileTooLarge: { type: 'FileTooLarge', maximum: 25 * 1024 * 1024 },
  FileTruncated: { type: 'FileTruncated' },
  FileNotWhatItSays: { type: 'FileNotWhatItSays' },
  FileUnsupported: { type: 'FileUnsupported' },
  CdaUnreadable: { type: 'CdaUnreadable', because: 'malformed' },
  UpdateNeeded: { type: 'UpdateNeeded' },
  PasskeyUnavailable: { type: 'PasskeyUnavailable' },
  PasskeyCancelled: { type: 'PasskeyCancelled' },
  Cancelled: { type: 'Cancelled' },
  NoReader: { type: 'NoReader' },
  NoCard: { type: 'NoCard' },
  CardMute: { type: 'CardMute' },
  CardRemoved: { type: 'CardRemoved' },
  ReaderGone: { type: 'ReaderGone' },
  Busy: { type: 'Busy' },
  UnknownCard: { type: 'UnknownCard', atr: '3b00' },
  WrongCard: { type: 'WrongCard', found: 'vitale' },
  Vitale1: { type: 'Vitale1' },
  ContactlessCps: { type: 'ContactlessCps' },
  WrongPin: { type: 'WrongPin', triesLeft: 2 },
  PinBlocked: { type: 'PinBlocked' },
  PinFormat: { type: 'PinFormat' },
  PinReferenceUnknown: { type: 'PinReferenceUnknown' },
  CertificateMissing: { type: 'CertificateMissing' },
  UnexpectedStatus: { type: 'UnexpectedStatus', sw: 0x6985, step: 'select' },
  Malformed: { type: 'Malformed', what: 'tlv' },
  TooMuchData: { type: 'TooMuchData' },
  ReaderFault: { type: 'ReaderFault', what: 'sequence' },
  ReaderUnsupported: { type: 'ReaderUnsupported', because: 'characterLevel' },
  ReaderProtected: { type: 'ReaderProtected' },
  PinPadCancelled: { type: 'PinPadCancelled' },
  PinPadTimeout: { type: 'PinPadTimeout' },
  NoPinPad: { type: 'NoPinPad' },
  CertificateMismatch: { type: 'CertificateMismatch' },
  RelayAway: { type: 'RelayAway' },
  BridgeAway: { type: 'BridgeAway' },
  BridgeSilent: { type: 'BridgeSilent' },
  ChannelBroken: { type: 'ChannelBroken' },
  PairingEnded: { type: 'PairingEnded' },
  PairingLinkInvalid: { type: 'PairingLinkInvalid' },
  NotAccepted: { type: 'NotAccepted' },
  OriginMismatch: { type: 'OriginMismatch' },
  NonceUsed: { type: 'NonceUsed' },
  BridgeVersion: { type: 'BridgeVersion' },
  NoPinEntry: { type: 'NoPinEntry' },
};

const PROBLEMS: readonly Problem[] = [
  ...Object.values(ONE_OF_EACH),
  { type: 'WrongCard', found: 'cps' },
  { type: 'WrongPin', triesLeft: 1 },
  { type: 'Card', card: { type: 'PinBlocked' } },
  { type: 'Bridge', bridge: { type: 'BridgeAway' } },
  ...WIRE_ERROR_CODES.map((code): Problem => ({ type: 'Server', code })),
  { type: 'Server', code: 'serverFull' },
  { type: 'Server', code: 'serverBusy' },
  { type: 'Sync', code: 'serverFull' },
  { type: 'Sync', code: 'digestMismatch' },
  { type: 'Sync', code: 'receiptMismatch' },
  { type: 'Sync', code: 'storageFull' },
  { type: 'Sync', code: 'sessionEnded' },
  ...REFUSAL_CODES.map((code): Problem => ({ type: 'Refused', code })),
];

const saysEverything = ({ title, whatHappened, whatWasKept, whatToDo }: ProblemWords): boolean =>
  [title, whatHappened, whatWasKept, whatToDo].every(
    (text) => text.length > 3 && !text.includes('undefined'),
  ) && [whatHappened, whatWasKept, whatToDo].every((text) => /[.?]$/.test(text));

describe('the catalogues', () => {
  it('have the same keys in French and in English', () => {
    expect(shape(en)).toEqual(
      shape({ ...fr, care, clinical, devices, dossier, outbox, round, stations, ways }),
    );
  });

  it.each<[string, ProblemTexts]>([
    ['French', fr.errors],
    ['English', en.errors],
  ])('say of every error in %s what happened, what was kept and what to do', (_, texts) => {
    const silent = PROBLEMS.filter((problem) => !saysEverything(problemWords(texts, problem)));
    expect(silent).toEqual([]);
  });

  it('name how many tries are left after a wrong PIN', () => {
    expect(problemWords(fr.errors, { type: 'WrongPin', triesLeft: 2 }).whatHappened).toContain('2 essais');
    expect(problemWords(fr.errors, { type: 'WrongPin', triesLeft: 1 }).whatHappened).toContain(
      'un seul essai',
    );
  });

  it('say the largest size of a file in megabytes', () => {
    const { whatHappened } = problemWords(fr.errors, { type: 'FileTooLarge', maximum: 25 * 1024 * 1024 });
    expect(whatHappened).toContain('25 Mo');
  });
});

describe('French quotation marks', () => {
  it('stay with the words they enclose, at the end of a line too', () => {
    const folders = ['src/ui/messages/fr', 'src/ui/brochure'];
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    const loose = files.filter((path) => path.endsWith('.ts') && /« | »/.test(readFileSync(path, 'utf8')));
    expect(loose).toEqual([]);
  });
});
