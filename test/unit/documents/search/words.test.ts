import { describe, expect, it } from 'vitest';
import { stemOf } from '#documents/search/stem.ts';
import { termsOf } from '#documents/search/terms.ts';
import { wordsOf } from '#documents/search/words.ts';
import { answering } from './samples.ts';

const plain = (text: string): readonly string[] => wordsOf(text).plain;

describe('the words of a text', () => {
  it('are without accents, ligatures and case, however they are encoded', () => {
    expect(plain('Œdème CÆCUM e\u0301te\u0301 ﬁbrose Straße µg')).toEqual([
      'oedeme',
      'caecum',
      'ete',
      'fibrose',
      'strasse',
      'ug',
    ]);
  });

  it('have a letter each: forms of Arabic marks that stand alone are between words', () => {
    expect(wordsOf('a \ufc5e b\ufc5e').plain).toEqual(['a', 'b']);
  });

  it('keep a fraction in one piece, which is found again by what it is', () => {
    expect(plain('prendre ½ comprimé, ⅐ ⑴')).toEqual(['prendre', '½', 'comprime', '⅐', '⑴']);
    for (const typed of ['½', '"½ comprimé"', '⅐']) expect(answering(['½ comprimé, ⅐'], typed)).toEqual([0]);
    expect(answering(['½ comprimé'], '12')).toEqual([]);
  });

  it('take a raised or circled digit for a digit, and apart from the letters behind it', () => {
    expect(plain('m² ①② ①allergie ①豈')).toEqual(['m2', '12', '1', 'allergie', '1', '豈']);
  });

  it('leave out what French elides, but keep letters that stand alone', () => {
    expect(plain("l'allergie d’Alzheimer qu'elle aujourd'hui vitamine D")).toEqual([
      ...['allergie', 'alzheimer', 'elle', 'aujourd', 'hui', 'vitamine', 'd'],
    ]);
  });

  it('keep letters with digits together, and numbers apart from what follows', () => {
    expect(plain('HbA1c B12 5mg 7,20% 7.2 1\u202f000 12/03/2024 1.2.3')).toEqual([
      ...['hba1c', 'b12', '5', 'mg', '7.2', '7.2', '1000', '12', '03', '2024', '1', '2.3'],
    ]);
  });

  it('know where they stand in the text as it was written', () => {
    const text = 'L’œ\u00addème, 7,20 %';
    const { plain: words, starts, ends } = wordsOf(text);
    expect(words.map((word, i) => [word, text.slice(starts[i], ends[i])])).toEqual([
      ['oedeme', 'œ\u00addème'],
      ['7.2', '7,20'],
    ]);
  });

  it('make terms together: a number with its unit, and what a hyphen joins', () => {
    expect(termsOf('5 mg par anti-inflammatoire')).toEqual([
      ...['5', 'mg', 'par', 'anti', 'inflammatoire', '5mg', 'antiinflammatoire'],
    ]);
    expect(termsOf('10\u00a0µg de 5 patients')).toContain('10ug');
    expect(termsOf('10\u00a0µg de 5 patients')).not.toContain('5patients');
  });

  it('do not grow beyond bounds', () => {
    expect(plain('é'.repeat(100_000))[0]?.length).toBe(64);
  });
});

describe('the stem of a word', () => {
  it.each([
    ['allergie', 'allergies', 'allergique', 'allergiques'],
    ['rénal', 'rénale', 'rénaux', 'rénales'],
    ['opéré', 'opérée', 'opérées', 'opérés', 'opérer', 'opération'],
    ['cancer', 'cancers'],
    ['vaccin', 'vaccins', 'vacciné', 'vaccinées', 'vaccination'],
    ['anticoagulant', 'anticoagulants', 'anticoagulation'],
    ['diabète', 'diabétique', 'diabétiques'],
    ['fracture', 'fractures'],
    ['infectieux', 'infectieuse', 'infectieuses'],
  ])('is the same for %s and its forms', (...forms) => {
    expect(new Set(forms.map((form) => stemOf(plain(form)[0] ?? ''))).size).toBe(1);
  });

  it.each([
    ['hypertension', 'hypotension'],
    ['hépatite', 'hépatique'],
    ['foie', 'fois'],
    ['patient', 'patience'],
    ['poids', 'pouls'],
  ])('tells %s from %s', (a, b) => {
    expect(stemOf(plain(a)[0] ?? '')).not.toBe(stemOf(plain(b)[0] ?? ''));
  });
});
