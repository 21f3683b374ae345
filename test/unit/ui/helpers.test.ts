import { describe, expect, it } from 'vitest';
import type { OutboxLine } from '#app/outbox-port.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import { fr } from '#ui/messages/fr.ts';
import { outboxGroups } from '#ui/outbox/outbox-groups.ts';
import { storedPreferences } from '#ui/preferences.ts';
import { returnPath, unlockPath } from '#ui/return-path.ts';
import { searchHolders } from '#ui/search-holders.ts';
import { triesLeftAfter } from '#ui/sign-in/tries-left.ts';
import { syncWords, type SyncFacts } from '#ui/sync-words.ts';
import { MIN_PASSPHRASE_LENGTH, passphraseFaults } from '#ui/vault/passphrase-faults.ts';
import { MIN_PASSPHRASE_LENGTH as VAULT_MINIMUM } from '#vault/passphrase.ts';

const holder = (familyName: string, firstName: string, birthDate: string): { holder: HolderTraits } => ({
  holder: { familyName, firstName, birthDate },
});

describe('search among the holders of this device', () => {
  const lines = [
    holder('MARCHAND', 'CLOTILDE', '1982-03-19'),
    holder('LEFÈVRE', 'ANNE-ÉLÉONORE', '1985-06-14'),
    holder('D’AUBIGNÉ', 'JEAN', '19500801'),
  ];
  const found = (typed: string): string[] =>
    searchHolders(lines, typed).map((line) => line.holder.familyName);

  it('finds by the beginnings of names, without accents or case', () => {
    expect(found('lefe')).toEqual(['LEFÈVRE']);
    expect(found('mar clo')).toEqual(['MARCHAND']);
    expect(found('eleonore')).toEqual(['LEFÈVRE']);
    expect(found('aubigne')).toEqual(['D’AUBIGNÉ']);
  });

  it('finds by birth date as it is written in France and by year', () => {
    expect(found('19/03/1982')).toEqual(['MARCHAND']);
    expect(found('1950')).toEqual(['D’AUBIGNÉ']);
  });

  it('finds everybody for nothing typed and nobody for what fits none', () => {
    expect(found('  ')).toHaveLength(3);
    expect(found('mar anne')).toEqual([]);
  });
});

describe('the way back after an unlock', () => {
  const at = (search: string): string => returnPath(new URL(`https://relais.example/coffre${search}`));

  it('leads to a page of this site', () => {
    expect(at('?retour=%2Fenvois')).toBe('/envois');
    expect(returnPath(new URL(unlockPath('/dossier/1'), 'https://relais.example'))).toBe('/dossier/1');
  });

  it('never leads anywhere else', () => {
    for (const bad of [
      '',
      '?retour=https://evil.example',
      '?retour=//evil.example',
      '?retour=/%5Cevil.example',
    ])
      expect(at(bad)).toBe('/');
  });
});

describe('the state of sending in words', () => {
  const calm: SyncFacts = {
    online: true,
    running: false,
    signedIn: true,
    vaultOpen: true,
    waiting: 0,
    refused: 0,
    error: undefined,
    synced: true,
  };
  const say = (facts: Partial<SyncFacts>) => syncWords(fr.common.sync, { ...calm, ...facts });

  it('says «synchronisé» only after an exchange, online, signed in, with nothing unsent', () => {
    expect(say({}).detail).toBe('Synchronisé');
    expect(say({ synced: false }).detail).toBeUndefined();
    expect(say({ error: 'internal' }).detail).toBeUndefined();
    expect(say({ online: false }).detail).toBeUndefined();
    expect(say({ signedIn: false }).detail).toBe('Non connecté');
    expect(say({ waiting: 1 }).detail).toBe('1 à envoyer');
  });

  it('puts what was refused before what waits', () => {
    expect(say({ waiting: 3, refused: 2 })).toMatchObject({ detail: '2 envois refusés', unsent: true });
    // amber is for what waits alone
    expect(say({ refused: 2 })).toMatchObject({ detail: '2 envois refusés', unsent: false });
  });

  it('tells how many items wait behind the lock, signed in or not', () => {
    const locked = { vaultOpen: false, signedIn: false, waiting: 3 };
    expect(say(locked)).toMatchObject({
      detail: 'Verrouillé\u00a0: 3 à envoyer',
      unsent: true,
      icon: 'locked',
    });
    expect(say({ ...locked, waiting: 0 }).detail).toBeUndefined();
  });

  it('names the server that refuses the exchange, and the app that is too old for it', () => {
    expect(say({ error: 'internal', waiting: 1 })).toMatchObject({ link: 'Échange refusé', icon: 'failing' });
    for (const error of ['serverFull', 'serverBusy'] as const)
      expect(say({ error, waiting: 1 })).toMatchObject({ link: 'Serveur saturé', detail: '1 à envoyer' });
    expect(say({ error: 'wireVersion', running: true })).toMatchObject({
      link: 'Mise à jour nécessaire',
      unsent: false,
    });
    expect(say({ error: 'wireVersion', online: false }).link).toBe('Hors ligne');
  });

  it('says that a locked device sends nothing', () => {
    expect(say({ vaultOpen: false })).toMatchObject({ detail: fr.common.sync.locked, icon: 'locked' });
  });
});

describe('the outbox in groups', () => {
  const line = (id: string, state: OutboxLine['state'], writtenAt: number): OutboxLine => ({
    id,
    state,
    writtenAt,
    dossierId: undefined,
    what: 'provideDocument',
    title: id,
    holder: undefined,
    refused: undefined,
    sentAt: undefined,
  });

  it('keeps sending with waiting, newest first', () => {
    const groups = outboxGroups([
      line('old', 'waiting', 1),
      line('new', 'sending', 2),
      line('done', 'sent', 3),
      line('bad', 'refused', 4),
    ]);
    expect(groups.waiting.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(groups.refused.map(({ id }) => id)).toEqual(['bad']);
    expect(groups.sent.map(({ id }) => id)).toEqual(['done']);
  });
});

describe('a new passphrase', () => {
  it('asks for the length that the vault asks for', () => {
    expect(MIN_PASSPHRASE_LENGTH).toBe(VAULT_MINIMUM);
  });

  it('is counted in characters, however they were typed', () => {
    expect(passphraseFaults('e\u0301'.repeat(11), 'e\u0301'.repeat(11), 12).tooShort).toBe(true);
    expect(passphraseFaults('é'.repeat(12), 'é'.repeat(11), 12)).toEqual({
      tooShort: false,
      different: true,
    });
  });
});

describe('preferences of the device', () => {
  it('come back as they were written, and start French and automatic', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    const preferences = storedPreferences(storage);
    expect([preferences.readLocale(), preferences.readTheme()]).toEqual(['fr', 'auto']);
    preferences.writeLocale('en');
    preferences.writeTheme('dark');
    expect([preferences.readLocale(), preferences.readTheme()]).toEqual(['en', 'dark']);
  });

  it('survive a storage that refuses', () => {
    const refuse = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    const preferences = storedPreferences({ getItem: refuse, setItem: refuse });
    expect(() => preferences.writeTheme('dark')).not.toThrow();
    expect(preferences.readTheme()).toBe('auto');
  });
});

it('the tries left are known after a wrong PIN, and only then', () => {
  expect(triesLeftAfter({ type: 'Card', card: { type: 'WrongPin', triesLeft: 2 } })).toBe(2);
  expect(triesLeftAfter({ type: 'Card', card: { type: 'PinBlocked' } })).toBeUndefined();
  expect(triesLeftAfter(undefined)).toBeUndefined();
});
