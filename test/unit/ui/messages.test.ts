import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '#wire/refusals.ts';
import { WIRE_ERROR_CODES } from '#wire/errors.ts';
import { en } from '#ui/messages/en.ts';
import { failures } from '#ui/messages/fr/failures.ts';
import { LATE_PARTS, loadParts, type LateTexts } from '#ui/messages/late-parts.ts';
import { fr } from '#ui/messages/fr.ts';
import {
  problemTexts,
  problemWords,
  type Problem,
  type ProblemTexts,
  type ProblemWords,
} from '#ui/messages/problem.ts';

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

const french = problemTexts({ ...fr, failures });

describe('the catalogues', () => {
  it('have the same keys in French and in English', async () => {
    const late = await loadParts(Object.keys(LATE_PARTS) as (keyof LateTexts)[]);
    expect(shape(en)).toEqual(shape({ ...fr, ...late }));
  });

  it.each<[string, ProblemTexts]>([
    ['French', french],
    ['English', problemTexts(en)],
  ])('say of every error in %s what happened, what was kept and what to do', (_, texts) => {
    const silent = PROBLEMS.filter((problem) => !saysEverything(problemWords(texts, problem)));
    expect(silent).toEqual([]);
  });

  it('name how many tries are left after a wrong PIN', () => {
    expect(problemWords(french, { type: 'WrongPin', triesLeft: 2 }).whatHappened).toContain('2 essais');
    expect(problemWords(french, { type: 'WrongPin', triesLeft: 1 }).whatHappened).toContain('un seul essai');
  });

  it('say the largest size of a file in megabytes', () => {
    const { whatHappened } = problemWords(french, { type: 'FileTooLarge', maximum: 25 * 1024 * 1024 });
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
