import type { OutboxLine } from '#app/outbox-port.ts';
import type { DossierId } from '#base/brand.ts';
import { commandBody } from '#wire/commands.ts';
import { REFUSAL_CODES } from '#wire/refusals.ts';
import { remedyOf } from '#ui/outbox/remedy.ts';
import { describe, expect, test } from 'vitest';

const dossierId = '00000000-0000-4000-8000-000000000001' as DossierId;
const line = (more: Partial<OutboxLine>): OutboxLine => ({
  id: '7',
  dossierId,
  what: 'provideDocument',
  title: 'Passage du matin',
  holder: undefined,
  state: 'refused',
  refused: 'notAuthorised',
  writtenAt: 1,
  sentAt: 2,
  ...more,
});

describe('a refused item', () => {
  test('that is a document is corrected in the form of documents', () => {
    expect(remedyOf(line({}))).toEqual({
      kind: 'correct',
      href: `/dossier/${dossierId}/ajouter?corrige=7`,
    });
  });

  test('of another kind is done again where that is done', () => {
    expect(remedyOf(line({ what: 'grantAuthorisation', refused: 'rightChanged' }))).toEqual({
      kind: 'redo',
      href: `/dossier/${dossierId}/droits`,
    });
    expect(remedyOf(line({ what: 'createDossier', refused: 'stepsIncomplete' }))).toEqual({
      kind: 'redo',
      href: '/vitale',
    });
  });

  test('that the server has already, or that can never be, is not to be sent again', () => {
    expect(remedyOf(line({ refused: 'documentExists' }))).toEqual({ kind: 'done' });
    expect(remedyOf(line({ what: 'closeDossier', refused: 'alreadySo' }))).toEqual({ kind: 'done' });
    expect(remedyOf(line({ refused: 'dossierErased' }))).toEqual({ kind: 'none' });
    expect(remedyOf(line({ what: 'recordAccess', refused: 'dossierAbsent' }))).toEqual({ kind: 'none' });
  });

  test('always leads to a page of the app, whatever was written and however it was refused', () => {
    const kinds = commandBody.def.options.map((option) => option.shape.type.def.values[0]);
    expect(kinds).toHaveLength(22);
    for (const what of kinds)
      for (const refused of REFUSAL_CODES) {
        const remedy = remedyOf(line({ what: what ?? 'recordAccess', refused }));
        if ('href' in remedy)
          expect(remedy.href).toMatch(/^\/(dossier\/[0-9a-f-]{36}(\/|$)|vitale$|urgence$)/);
      }
  });
});
