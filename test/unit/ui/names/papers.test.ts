import { describe, expect, it } from 'vitest';
import type { InsC } from '#base/brand.ts';
import { sheetPdf } from '#documents/sheet/sheet-pdf.ts';
import type { Sheet } from '#documents/sheet/sheet.ts';
import { pdfText } from '#documents/text/pdf-text.ts';
import { consentSheet, receiptSheet, type CreationFacts } from '#ui/creation/creation-sheets.ts';
import { loadParts } from '#ui/messages/late-parts.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import SheetView from '#ui/sheet/SheetView.svelte';
import { sheetDeps } from '#test/support/documents/sheet-deps.ts';
import { expectName } from '#test/support/ui/name-stands.ts';
import { renderWithMessages } from '#test/support/ui/render-with-messages.ts';
import {
  actorNamed,
  familyFirst,
  givenFirst,
  UNUSUAL_PEOPLE,
  type Unusual,
} from '#test/support/ui/unusual-people.ts';

const AT = new Date(2026, 10, 23, 9, 41).getTime();
const late = await loadParts(['dossier', 'patient']);
const messages = createMessages({ now: () => AT, late: () => late, onchange: () => undefined });

const factsOf = (one: Unusual): CreationFacts => ({
  person: { traits: one.traits, insC: '1541187387477485562488' as InsC },
  representative: { representativeId: 'r', role: 'mother', ...one.traits },
  reopening: false,
  brochureVersion: '2026-11',
  by: actorNamed(one),
  at: AT,
});
const SHEETS: Readonly<Record<string, (one: Unusual) => Sheet>> = {
  'the consent form': (one) =>
    consentSheet(messages, factsOf(one), { breakGlass: true, dispatchCentre: true }),
  'the receipt of a creation': (one) =>
    receiptSheet(messages, factsOf(one), { creation: {}, recorded: false }),
};

/** As readers of PDFs give it back: without the mark that makes one emoji of two. */
const joined = (text: string): string => text.replace(/\s+/gu, ' ').replaceAll('\u200d', '').normalize('NFC');

/** Readers give the parts of two directions back in an order of their own; each part is as it was written. */
const partsOf = (name: string): string[] =>
  /\p{Script=Latin}/u.test(name) && /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(name)
    ? (joined(name).match(
        /[\p{Script=Latin}]+|\p{Script=Hebrew}+|[\p{Script=Arabic} ]*\p{Script=Arabic}|\p{Extended_Pictographic}/gu,
      ) ?? [])
    : [joined(name)];

describe.each(UNUSUAL_PEOPLE)('on paper, a name with $what', (one) => {
  it.each(Object.entries(SHEETS))(
    'stands whole in %s, and can be copied as it was written',
    async (_, sheet) => {
      const read = await pdfText(await sheetPdf(sheet(one), sheetDeps()));
      if (!read.ok) throw new Error(read.error.type);
      // three names of forty letters take the room of a signature
      expect(read.value.pages).toBeLessThanOrEqual(2);
      const text = joined(read.value.text);
      for (const name of [familyFirst(one.traits), givenFirst(one.traits)])
        for (const part of partsOf(name)) expect(text).toContain(part);
      expect(text).not.toMatch(/[\u2066-\u2069]/);
      expect(text).not.toMatch(/undefined|\bnull\b/);
    },
  );

  it.each(Object.entries(SHEETS))('stands whole in %s on the screen', (_, sheet) => {
    const page = renderWithMessages(messages, SheetView, { sheet: sheet(one) });
    expectName(page, familyFirst(one.traits));
    expectName(page, givenFirst(one.traits));
  });
});
