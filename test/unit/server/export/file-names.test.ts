import type { DocumentId } from '#base/brand.ts';
import { utf8 } from '#base/bytes.ts';
import { documentNames, MAX_NAME_LENGTH, titleSlug } from '#server/export/file-names.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const id = (start: string): DocumentId =>
  `${start.padEnd(8, '0')}-0000-4000-8000-${crypto.randomUUID().slice(-12)}` as DocumentId;
const entry = (title: string, documentId = id('abcdef01')) => ({
  documentId,
  title,
  createdAt: '2026-11-23T10:00:00Z',
  mediaType: 'application/pdf' as const,
});
const nameOf = (title: string): string => {
  const one = entry(title);
  return documentNames([one]).get(one.documentId) ?? '';
};

describe('the name of an exported document', () => {
  it('is made of date, title and the start of its id', () => {
    expect(nameOf('Compte rendu d’hospitalisation')).toBe(
      '2026-11-23_Compte-rendu-d-hospitalisation_abcdef01.pdf',
    );
  });

  it.each([
    ['../../etc/passwd', 'etc-passwd'],
    ['..\\..\\windows\\system32', 'windows-system32'],
    ['<script>alert(1)</script>', 'script-alert-1-script'],
    ['CON', 'CON'],
    ['a:b*c?d"e|f', 'a-b-c-d-e-f'],
    ['😀 🩺', 'document'],
    ['…', 'document'],
    ['. . .', 'document'],
    ['\u202egpj.exe', 'gpj-exe'],
    ['a\u0000b\nc', 'a-b-c'],
    ['\u0301accent', 'accent'],
    ['e\u0301te\u0301', '\u00e9t\u00e9'],
  ])('of «%s» keeps letters and digits alone', (title, slug) => {
    expect(titleSlug(title)).toBe(slug);
  });

  it('gives two documents of one title and one start of id, whatever the case, two names', () => {
    const documents = [entry('Note'), entry('NOTE'), entry('note'), entry('Autre')];
    const names = [...documentNames(documents).values()].map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(4);
    expect(names[3]).toBe('2026-11-23_autre_abcdef01.pdf');
  });

  it('holds on every file system, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (title) => {
        const name = nameOf(title);
        expect(name).toMatch(/^[\p{L}\p{M}\p{N}_.-]+\.pdf$/u);
        expect(name.normalize('NFC')).toBe(name);
        expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
        expect(utf8(name).length).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/^\.|\.\.|[ .]$/);
      }),
      { numRuns: 100 },
    );
  });

  it('stays short where the whole id must tell two apart', () => {
    const long = [entry('é'.repeat(200)), entry('é'.repeat(200))];
    for (const name of documentNames(long).values()) {
      expect(name.length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
      expect(utf8(name).length).toBeLessThanOrEqual(255);
    }
  });
});
