import { describe, expect, it } from 'vitest';
import type { DossierLine } from '#app/dossier-port.ts';
import type { DossierId, InsC } from '#base/brand.ts';
import type { HolderTraits } from '#domain/identity/traits.ts';
import {
  holderLines,
  lookalikes,
  lookalikesAmong,
  recents,
  tellingEnd,
  type HolderLine,
} from '#ui/desk/holder-lines.ts';

const id = (n: number): DossierId => `00000000-0000-4000-8000-00000000000${n}` as DossierId;
const insC = (end: string): InsC => end.padStart(22, '0') as InsC;
const line = (n: number, traits: Partial<HolderTraits>, more: Partial<HolderLine> = {}): HolderLine => ({
  dossierId: id(n),
  holder: { familyName: 'MARTIN', firstName: 'CAMILLE', birthDate: '1990-05-04', ...traits },
  insC: insC(`${n}`),
  place: 'here',
  ...more,
});
const alike = (...lines: HolderLine[]): DossierId[] => [...lookalikes(lines)];

describe('holders that names and birth date do not tell apart', () => {
  it('are twins of one name, whatever their sex, and however it is written', () => {
    expect(alike(line(1, { sex: 'F' }), line(2, { sex: 'M' }))).toEqual([id(1), id(2)]);
    expect(alike(line(1, { firstName: 'Élie-Anne' }), line(2, { firstName: 'ELIE ANNE' }))).toHaveLength(2);
    expect(alike(line(1, {}), line(2, { birthDate: '19900504' }))).toHaveLength(2);
  });

  it('are those of whom one has no first name', () => {
    expect(alike(line(1, {}), line(2, { firstName: '' }))).toEqual([id(1), id(2)]);
  });

  it('are those of one name in another script, which has no letters from A to Z', () => {
    const arabic = { familyName: 'بن عمر', firstName: 'يوسف' };
    expect(alike(line(1, arabic), line(2, arabic))).toHaveLength(2);
    expect(alike(line(1, arabic), line(2, { ...arabic, firstName: 'مريم' }))).toEqual([]);
  });

  it('are not twins of two first names, nor namesakes of two birthdays', () => {
    expect(alike(line(1, {}), line(2, { firstName: 'DOMINIQUE' }))).toEqual([]);
    expect(alike(line(1, {}), line(2, { birthDate: '1990-05-05' }))).toEqual([]);
  });

  it('are looked for among all, for the few that are shown', () => {
    const shown = line(1, {});
    expect([...lookalikesAmong([shown], [shown, line(2, {}), line(3, { birthDate: '1950-01-01' })])]).toEqual(
      [id(1), id(2)],
    );
  });
});

describe('the end of an INS-C', () => {
  it('has four digits, and as many more as tell it from the others', () => {
    expect(tellingEnd(insC('12345678'), [insC('99999999')])).toBe('5678');
    expect(tellingEnd(insC('12345678'), [insC('99995678')])).toBe('345678');
    expect(tellingEnd(insC('12345678'), [insC('12345678')])).toBe('5678');
  });
});

describe('the dossiers that can be gone to', () => {
  const cached = (n: number, openedAt: number): DossierLine => ({
    ...line(n, {}),
    documents: 1,
    waiting: 0,
    pinned: false,
    complete: true,
    openedAt,
    syncedAt: 0,
    leaseUntil: 0,
    leaseEndsSoon: false,
  });
  const authorised = (n: number) => ({ ...line(n, {}), since: 0, until: null });
  const pending = (n: number, refused: boolean) => ({
    ...line(n, {}),
    documents: 0,
    authorised: false,
    writtenAt: 0,
    vitaleReadAt: 0,
    refused,
  });

  it('are each there once, those of the device before the same of the server', () => {
    const lines = holderLines(
      [cached(1, 5)],
      [pending(3, false), pending(4, true)],
      [authorised(1), authorised(2)],
    );
    expect(lines.map(({ dossierId, place }) => [dossierId, place]).sort()).toEqual([
      [id(1), 'here'],
      [id(2), 'server'],
      [id(3), 'pending'],
    ]);
  });

  it('are recent where they were opened here, the last first', () => {
    const lines = holderLines([cached(1, 5), cached(2, 9)], [], [authorised(3)]);
    expect(recents(lines, 5).map(({ dossierId }) => dossierId)).toEqual([id(2), id(1)]);
    expect(recents(lines, 1)).toHaveLength(1);
  });
});
