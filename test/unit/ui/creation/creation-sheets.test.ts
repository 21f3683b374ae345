import { describe, expect, it } from 'vitest';
import type { InsC, PsIdNat } from '#base/brand.ts';
import { sheetPdf } from '#documents/sheet/sheet-pdf.ts';
import type { Sheet } from '#documents/sheet/sheet.ts';
import { pdfText } from '#documents/text/pdf-text.ts';
import { consentSheet, receiptSheet, type CreationFacts } from '#ui/creation/creation-sheets.ts';
import { loadParts } from '#ui/messages/late-parts.ts';
import { createMessages } from '#ui/messages/messages.svelte.ts';
import { sheetDeps } from '#test/support/documents/sheet-deps.ts';

const AT = new Date(2026, 10, 23, 9, 41).getTime();
const late = await loadParts(['dossier', 'patient']);
const messages = createMessages({ now: () => AT, late: () => late, onchange: () => undefined });

const facts: CreationFacts = {
  person: {
    traits: { familyName: 'D’ANNUNZIO-L’HOSTIS', firstName: 'Łukasz', birthDate: '1951-02-30' },
    insC: '1541187387477485562488' as InsC,
  },
  representative: undefined,
  reopening: false,
  brochureVersion: '2026-11',
  by: { psIdNat: '899700000001' as PsIdNat, name: 'Solène RIVOIRE', profession: '60' },
  at: AT,
};
const given = {
  informed: { at: AT - 3, brochureVersion: '2026-11' },
  consent: { at: AT - 2, breakGlass: true, dispatchCentre: false },
  identified: { vitaleReadAt: AT - 1, confirmedAt: AT },
};
const receipt = (more: Partial<CreationFacts> = {}, recorded = false) =>
  receiptSheet(messages, { ...facts, ...more }, { creation: given, recorded });

async function paper(sheet: Sheet): Promise<string> {
  const read = await pdfText(await sheetPdf(sheet, sheetDeps()));
  if (!read.ok) throw new Error(read.error.type);
  expect(read.value.pages).toBe(1);
  return read.value.text.replace(/\s+/gu, ' ');
}

describe('the consent form', () => {
  it('names the holder, what was said, who collected it, when, and the brochure', async () => {
    const text = await paper(consentSheet(messages, facts, { breakGlass: true, dispatchCentre: false }));
    for (const words of [
      'Titulaire D’ANNUNZIO-L’HOSTIS Łukasz',
      'Date de naissance 30/02/1951',
      'Identifiant INS-C 1541 1873 8747 7485 5624 88',
      'Recueilli par Solène RIVOIRE, infirmier',
      'Le 23 nov. 2026, 09:41',
      'Information du patient, version 2026-11',
      'La création du dossier médical partagé Oui L’accès',
      'en disant pourquoi Oui L’accès du médecin régulateur du 15 (SAMU), quand il reçoit un appel à mon sujet Non Signatures',
      'Titulaire, ou son représentant légal. Date et signature :',
    ])
      expect(text).toContain(words);
  });

  it('has nothing ticked before the person consented', async () => {
    const text = await paper(consentSheet(messages, facts, undefined));
    expect(text).toContain('(à cocher)');
    expect(text.match(/Oui Non/g)).toHaveLength(3);
  });

  it('names who consents for a minor', async () => {
    const representative = {
      representativeId: 'r',
      role: 'mother',
      familyName: 'NÉGO',
      firstName: 'Ana',
    } as const;
    const text = await paper(consentSheet(messages, { ...facts, representative }, undefined));
    expect(text).toContain('Représentant légal NÉGO Ana (mère)');
  });

  it('is short enough for one page whatever the names are', async () => {
    const traits = {
      familyName: 'A'.repeat(40),
      firstName: 'Maximilienne-Élisabeth '.repeat(3),
      birthDate: '',
    };
    const text = await paper(
      consentSheet(messages, { ...facts, person: { ...facts.person, traits } }, undefined),
    );
    expect(text).toContain('Date de naissance non connue');
  });
});

describe('the receipt of a creation', () => {
  it('says what exists since when, by whom, and what was accepted', async () => {
    const text = await paper(receipt());
    for (const words of [
      'Accusé de création du dossier médical partagé Établi le 23 nov. 2026, 09:41',
      'Créé le 23 nov. 2026, 09:41',
      'Solène RIVOIRE',
      'version 2026-11',
      'en disant pourquoi Oui',
      'à mon sujet Non',
      'CNIL',
    ])
      expect(text).toContain(words);
  });

  it('says of a reopening that it is one', async () => {
    const text = await paper(receipt({ reopening: true }));
    expect(text).toContain('Accusé de réouverture');
    expect(text).toContain('Rouvert le');
    expect(text).toContain('La réouverture du dossier médical partagé Oui');
  });

  it('never says of what waits on the device that it exists', async () => {
    const text = await paper(receipt({}, true));
    expect(text).toContain('Accusé d’enregistrement : dossier médical partagé à créer');
    expect(text).toContain('ils partent seuls au retour du réseau');
    expect(text).not.toContain('Créé le');
  });

  it.each([
    ['from the right', 'כהן', 'שלום'],
    ['joined', 'الزهراء', 'فاطمة'],
    ['of an emoji', 'DURAND', 'Camille 🌻'],
  ])('keeps a name %s as it is written', async (_, familyName, firstName) => {
    const person = { ...facts.person, traits: { ...facts.person.traits, familyName, firstName } };
    expect(await paper(receipt({ person }))).toContain(`Titulaire ${familyName} ${firstName} `);
  });

  it('is in English where the screen is', async () => {
    const english = createMessages({ now: () => AT, late: () => late, onchange: () => undefined });
    await english.switchTo('en');
    const sheet = receiptSheet(english, facts, { creation: given, recorded: false });
    expect(sheet.language).toBe('en-GB');
    expect(await paper(sheet)).toContain('Receipt for the creation of the shared medical record');
  });
});
