import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isSectionId, SECTION_IDS, sectionOf } from '#ui/help/section-ids.ts';
import { TERM_GROUPS, TERM_IDS } from '#ui/help/term-ids.ts';
import { glossary as glossaryEn } from '#ui/messages/en/glossary.ts';
import { help as helpEn } from '#ui/messages/en/help.ts';
import { glossary as glossaryFr } from '#ui/messages/fr/glossary.ts';
import { help as helpFr } from '#ui/messages/fr/help.ts';
import { describe, expect, it } from 'vitest';

/** Every place of a catalogue with the kind of what stands there; lists only by their length. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [`${path}: ${value.length}`];
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value)
    .flatMap(([key, inner]) => shape(inner, `${path}/${key}`))
    .sort();
}

/** Ids of routes as SvelteKit names them, from the folders. */
function routes(folder = 'src/routes', id = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? routes(join(folder, entry.name), `${id}/${entry.name}`)
      : entry.name === '+page.svelte'
        ? [id === '' ? '/' : id]
        : [],
  );
}

describe('the help', () => {
  it('says the same things in French and in English, steps and words alike', () => {
    expect(shape(helpEn)).toEqual(shape(helpFr));
    for (const id of SECTION_IDS) expect(helpEn.sections[id].terms, id).toEqual(helpFr.sections[id].terms);
  });

  it('gives every screen a purpose and something to do', () => {
    for (const { title, purpose, steps } of Object.values(helpFr.sections)) {
      expect(purpose, title).toMatch(/\.$/);
      expect(steps.length, title).toBeGreaterThan(0);
      expect(steps.filter((step) => !/\.$/.test(step))).toEqual([]);
    }
  });

  it('opens at the section of the screen that one stands on', () => {
    expect(sectionOf('/')).toBe('accueil');
    expect(sectionOf(null)).toBe('accueil');
    expect(sectionOf('/dossier/[id]/(documents)')).toBe('dossier');
    expect(sectionOf('/dossier/[id]/(documents)/documents')).toBe('documents');
    expect(sectionOf('/dossier/[id]/(documents)/document/[documentId]')).toBe('lire-un-document');
    expect(sectionOf('/dossier/[id]/droits')).toBe('droits');
    expect(sectionOf('/urgence')).toBe('urgence');
    // pages without a section of their own are those about the program itself
    const general = routes().filter((id) => sectionOf(id) === 'accueil');
    const known = ['/', '/a-propos', '/composants', '/shell'];
    expect(general.filter((id) => !known.includes(id) && !id.startsWith('/aide'))).toEqual([]);
    expect(isSectionId('droits')).toBe(true);
    expect(isSectionId('<script>')).toBe(false);
  });
});

describe('the glossary', () => {
  it('explains the same words in French and in English, with the same references', () => {
    expect(Object.keys(glossaryFr.terms).sort()).toEqual([...TERM_IDS].sort());
    for (const id of TERM_IDS) {
      const [fr, en] = [glossaryFr.terms[id], glossaryEn.terms[id]];
      expect(fr.meaning.length, id).toBeGreaterThan(40);
      expect(en.meaning.length, id).toBeGreaterThan(40);
      expect(articles(en.reference), id).toEqual(articles(fr.reference));
    }
  });

  it('puts every word in one group and no more', () => {
    expect(Object.values(TERM_GROUPS).flat().sort()).toEqual([...TERM_IDS].sort());
  });
});

/** Articles and requirements alone: the words around them differ by language. */
const articles = (reference = ''): string[] =>
  [...reference.matchAll(/\b(?:[LR]\d[\d-]*|EX_[\w.-]+|TD[\d.]+|NB\d)/g)].map(([found]) => found);
