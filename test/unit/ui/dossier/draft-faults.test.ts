import { describe, expect, it } from 'vitest';
import type { PreparedDocument } from '#app/dossier-port.ts';
import { VISIBLE_TO_ALL } from '#domain/dossier/document-entry.ts';
import {
  completed,
  draftFaults,
  localDay,
  needsReason,
  type DocumentDraft,
} from '#ui/dossier/draft-faults.ts';

const prepared = (more: Partial<PreparedDocument> = {}): PreparedDocument => ({
  file: new Blob(['abc']),
  description: {
    title: 'scan',
    typeCode: '',
    mediaType: 'application/pdf',
    size: 3,
    createdAt: '2026-03-12',
  },
  identity: { verdict: 'unnamed', differences: [] },
  ...more,
});
const draft: DocumentDraft = {
  title: ' Bilan ',
  typeCode: '11502-2',
  date: '2026-03-11',
  author: '',
  identityReason: '',
  visibility: VISIBLE_TO_ALL,
};
const TODAY = '2026-03-12';

describe('what a depositor says of a document', () => {
  it('lacks nothing with a title, a known type and a past date', () => {
    expect(draftFaults(prepared(), draft, TODAY)).toEqual({});
  });

  it('lacks a title, a type or a date where they are empty or impossible', () => {
    expect(
      draftFaults(prepared(), { ...draft, title: ' ', typeCode: 'X', date: '2026-02-30' }, TODAY),
    ).toEqual({
      title: 'missing',
      type: 'missing',
      date: 'missing',
    });
  });

  it('may be hidden from professionals or from the holder, and not from both', () => {
    const masked = { ...VISIBLE_TO_ALL, hiddenFromProfessionals: true };
    expect(draftFaults(prepared(), { ...draft, visibility: masked }, TODAY)).toEqual({});
    const fromAll = { ...masked, hiddenFromHolder: true };
    expect(draftFaults(prepared(), { ...draft, visibility: fromAll }, TODAY)).toEqual({
      visibility: 'missing',
    });
  });

  it('may not be dated in the future', () => {
    expect(draftFaults(prepared(), { ...draft, date: '2026-03-13' }, TODAY)).toEqual({ date: 'future' });
  });

  it.each(['different', 'unsure'] as const)('needs a reason where the identity is %s', (verdict) => {
    const doubtful = prepared({ identity: { verdict, differences: ['birthDate'] } });
    expect(needsReason(doubtful)).toBe(true);
    expect(draftFaults(doubtful, draft, TODAY)).toEqual({ identity: 'missing' });
    expect(completed(doubtful, { ...draft, identityReason: ' vu ' }).identityReason).toBe('vu');
  });

  it('goes into the description, without changing what a CDA says of its date and author', () => {
    expect(completed(prepared(), { ...draft, author: 'Dr Lune' }).description).toMatchObject({
      title: 'Bilan',
      typeCode: '11502-2',
      createdAt: '2026-03-11',
      author: { name: 'Dr Lune' },
    });
    const base = prepared();
    const cda = prepared({
      description: {
        ...base.description,
        cda: { level: 'N1', uniqueId: '1.2' },
        author: { name: 'Dr Soleil' },
      },
    });
    expect(completed(cda, { ...draft, author: 'Dr Lune' }).description).toMatchObject({
      createdAt: '2026-03-12',
      author: { name: 'Dr Soleil' },
    });
  });

  it('is dated by the day of the device, not of Greenwich', () => {
    expect(localDay(new Date(2026, 0, 5, 0, 30).getTime())).toBe('2026-01-05');
  });
});
