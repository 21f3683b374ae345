import { describe, expect, it } from 'vitest';
import { readCda } from '#documents/cda/read-cda.ts';
import { holderMismatch } from '#documents/identity-check.ts';
import { unwrap } from '#base/result.ts';
import type { InsC, PsIdNat } from '#base/brand.ts';
import { checkCareNote } from '#domain/care-notes/check-care-note.ts';
import { CARE_TEMPLATES } from '#domain/care-notes/templates.ts';
import { dossier } from '#ui/messages/fr/dossier.ts';
import { en } from '#ui/messages/en.ts';
import { isTyped, lastTimeAt, localTime, parseCareDraft } from '#ui/care-note/care-draft.ts';
import { careNoteFile } from '#ui/care-note/care-note-file.ts';
import CareNoteForm from '#ui/care-note/CareNoteForm.svelte';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import { SAMPLE_INS_C } from '#test/support/documents/samples.ts';

const NOW = new Date(2026, 10, 23, 8, 30).getTime();
const messages = createMessages({ now: () => NOW, late: () => ({ dossier }), onchange: () => undefined });

const shown = (draft: unknown) =>
  renderWithMessages(messages, CareNoteForm, {
    draft: parseCareDraft(draft),
    now: () => NOW,
    busy: false,
    hold: () => () => undefined,
    oncancel: () => undefined,
    ondone: () => undefined,
  });

describe('the form of a note of care', () => {
  it('opens on the vital signs, each a field for decimal numbers, with one way to save', () => {
    const html = shown(undefined);
    expect(html.match(/inputmode="decimal"/g)).toHaveLength(9);
    expect(html).toContain('Tension, systolique');
    expect(html).toMatch(/aria-pressed="true"[^>]*>Constantes/);
    expect(html.match(/type="submit"/g)).toHaveLength(1);
  });

  it('goes on where a lock interrupted it, and warns of what is unusual', () => {
    const html = shown({ kind: 'vitalSigns', time: '08:10', typed: { temperature: { text: '46,7' } } });
    expect(html).toContain('value="46,7"');
    expect(html).toContain('Inhabituel (d’ordinaire de 35 à 40 °C)');
  });

  it('has words in both languages for each field and option', () => {
    for (const { careNote } of [dossier.addDocument, en.dossier.addDocument]) {
      const [fields, options]: Readonly<Record<string, string>>[] = [careNote.fields, careNote.options];
      for (const field of Object.values(CARE_TEMPLATES).flatMap((template) => template.fields)) {
        expect(fields?.[field.name]).toBeTruthy();
        if (field.type === 'choice')
          for (const { value } of field.options) expect(options?.[value]).toBeTruthy();
      }
    }
  });
});

describe('a draft of a note of care', () => {
  it('is taken up as it was, without what is not one', () => {
    const kept = { kind: 'wound', time: '09:15', typed: { site: { text: 'Talon' }, bad: 7 } };
    expect(parseCareDraft(kept)).toEqual({
      kind: 'wound',
      time: '09:15',
      typed: { site: { text: 'Talon' } },
    });
    for (const other of [undefined, null, 'x', {}, { kind: 'other', time: '', typed: {} }])
      expect(parseCareDraft(other)).toBeUndefined();
  });

  it('is worth keeping once something is typed', () => {
    const typed = (text: string) => isTyped({ kind: 'wound', time: '', typed: { site: { text } } });
    expect([typed(' '), typed('x')]).toEqual([false, true]);
  });
});

describe('the time of a note', () => {
  it('is the last one of that hour: today, else yesterday', () => {
    expect(lastTimeAt(localTime(NOW), NOW)).toBe(NOW);
    expect(lastTimeAt('07:00', NOW)).toBe(new Date(2026, 10, 23, 7, 0).getTime());
    expect(lastTimeAt('23:45', NOW)).toBe(new Date(2026, 10, 22, 23, 45).getTime());
    expect(lastTimeAt('', NOW)).toBe(NOW);
  });
});

it('the file of a note is a CDA of the holder, which the identity check lets pass', async () => {
  const template = CARE_TEMPLATES.vitalSigns;
  const { values } = checkCareNote(template, { pulse: { text: '72' } });
  const traits = {
    familyName: 'TCHITCHI',
    firstName: 'CATARINA',
    birthDate: '1936-06-21',
    sex: 'F',
  } as const;
  const insC = SAMPLE_INS_C as InsC;
  const file = careNoteFile(
    { template, at: NOW, values },
    {
      uuid: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      createdAt: NOW,
      holder: traits,
      insC,
      author: { psIdNat: '899700000001' as PsIdNat, name: 'Nadia INFIRMIERE', profession: '60' },
    },
  );
  const { header } = unwrap(readCda(new Uint8Array(await file.arrayBuffer())));
  expect([file.name, header.type.code]).toEqual(['Signes vitaux.xml', '11506-3']);
  expect(await holderMismatch(header.patient, { traits, insC })).toMatchObject({ verdict: 'same' });
});
