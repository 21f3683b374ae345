import { describe, expect, it } from 'vitest';
import type { DossierId } from '#base/brand.ts';
import { nextAct } from '#ui/vitale/next-act.ts';

const dossierId = '00000000-0000-4000-8000-000000000001' as DossierId;
const found = { kind: 'found', dossierId, status: 'active', mayConsult: false } as const;

describe('what can be done for a person of the card', () => {
  it('is a creation where there is no dossier', () => {
    expect(nextAct({ kind: 'none' })).toEqual({ kind: 'create' });
  });

  it('is to open it where the reader may consult', () => {
    expect(nextAct({ ...found, mayConsult: true, because: 'authorised' })).toEqual({
      kind: 'open',
      dossierId,
    });
  });

  it.each(['notAuthorised', 'authorisationExpired'] as const)(
    'is an explicit act with the holder’s agreement where it is refused for %s',
    (because) => {
      expect(nextAct({ ...found, because })).toEqual({ kind: 'authorise', dossierId, because });
    },
  );

  it.each(['blocked', 'profession'] as const)('is nothing where the reader is refused for %s', (because) => {
    expect(nextAct({ ...found, because })).toEqual({ kind: 'refused', because });
  });

  it('is a reopening with a renewed consent on a closed dossier', () => {
    expect(nextAct({ ...found, status: 'closed', because: 'dossierClosed' })).toEqual({
      kind: 'closed',
      dossierId: found.dossierId,
    });
  });
});
