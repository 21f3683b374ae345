import { describe, expect, it } from 'vitest';
import { NO_FILTERS } from '#documents/search/filters.ts';
import { mergeHits } from '#documents/search/merge-hits.ts';
import { addDocument, buildIndex, removeDocument } from '#documents/search/search-index.ts';
import { NO_ANSWER } from '#documents/search/answer.ts';
import { search } from '#documents/search/search.ts';
import type { DossierId } from '#base/brand.ts';
import { answering, numbersOf, sample, sampleId } from './samples.ts';

describe('the search', () => {
  it('finds whatever the accents, ligatures and case', () => {
    const texts = ['Œdème de QUINCKE', 'rien'];
    for (const typed of ['oedeme', 'œdème', 'OEDÈME quincke']) expect(answering(texts, typed)).toEqual([0]);
  });

  it('finds as one types', () => {
    const texts = ['traitement par amlodipine', 'amoxicilline'];
    expect(answering(texts, 'am')).toEqual([1, 0]);
    expect(answering(texts, 'amlo')).toEqual([0]);
    expect(answering(texts, 'traitement amlod')).toEqual([0]);
  });

  it('finds other forms of a word, the word itself first, however rare the forms are', () => {
    const texts = ['allergique', ...Array.from({ length: 20 }, () => 'allergie'), 'allergies'];
    const found = answering(texts, 'allergie ');
    expect(found).toHaveLength(22);
    expect(found.slice(-2)).toEqual([0, 21]);
  });

  it('wants all words, and says where nothing has them all', () => {
    const documents = [sample(0, { text: 'diabète traité' }), sample(1, { text: 'diabète et fracture' })];
    expect(numbersOf(documents, 'diabète fracture')).toEqual([1]);
    const { hits } = search(buildIndex(documents), 'diabète fracture hépatite');
    expect(hits.map(({ match, documentId }) => [match, documentId])).toEqual([
      ['some', sampleId(1)],
      ['some', sampleId(0)],
    ]);
  });

  it('forgives a typing error, behind what has none, and keeps the first letter', () => {
    const documents = [
      sample(0, { text: 'hypertention' }),
      sample(1, { text: 'hypertension' }),
      sample(2, { text: 'typertension' }),
    ];
    const { hits } = search(buildIndex(documents), 'hypertension ');
    expect(hits.map(({ match, documentId }) => [match, documentId])).toEqual([
      ['all', sampleId(1)],
      ['close', sampleId(0)],
    ]);
  });

  it('takes no two errors where the word itself is there: hypotension is no hypertension', () => {
    expect(answering(['hypotension', 'hypertension'], 'hypertension ')).toEqual([1]);
    expect(answering(['hypotension'], 'hypertension ')).toEqual([0]);
    expect(answering(['foie'], 'fois ')).toEqual([]);
  });

  it('keeps a number with its unit', () => {
    const texts = ['amlodipine 5 mg', '5 comprimés, 10 mg', 'amlodipine 5mg', '50 mg', '5,0 mg'];
    expect(answering(texts, '5 mg ').sort()).toEqual([0, 2, 4]);
    expect(answering(['HbA1c 7,2 %', 'HbA 1c'], 'hba1c')).toEqual([0]);
  });

  it('finds a phrase only where its words follow each other', () => {
    const texts = ['insuffisance cardiaque', 'insuffisance rénale et cardiaque', 'cardiaque insuffisance'];
    expect(answering(texts, '"insuffisance cardiaque"')).toEqual([0]);
    expect(answering(texts, '«insuffisance card')).toEqual([0]);
    expect(answering(texts, '"cardiaque rénale"')).toEqual([]);
  });

  it('finds what is written with a hyphen, in two words and in one', () => {
    const texts = ['anti-inflammatoire', 'anti inflammatoire', 'antiinflammatoire', 'inflammatoire'];
    for (const typed of ['anti-inflammatoire ', 'anti-inflamm'])
      expect(answering(texts, typed).sort()).toEqual([0, 1, 2]);
    expect(answering(texts, 'antiinflammatoire').sort()).toEqual([0, 2]);
  });

  it('puts words side by side before words apart', () => {
    const texts = ['fracture ouverte du col du fémur', 'col de fracture du fémur ouverte'];
    expect(answering(texts, 'fracture ouverte')).toEqual([0, 1]);
  });

  it('weighs a title more than a text, and finds authors, types and facts too', () => {
    const documents = [
      sample(0, { text: 'bilan lipidique '.repeat(3) }),
      sample(1, {
        title: 'Bilan lipidique',
        author: 'Docteur Kermadec',
        organisation: 'Clinique des Tilleuls',
      }),
      sample(2, { typeCode: '34874-8', facts: [{ kind: 'allergy', label: 'Arachide', state: 'current' }] }),
    ];
    expect(numbersOf(documents, 'bilan lipidique')).toEqual([1, 0]);
    expect(numbersOf(documents, 'kermadec')).toEqual([1]);
    expect(numbersOf(documents, 'tilleuls')).toEqual([1]);
    expect(numbersOf(documents, 'opératoire')).toEqual([2]);
    expect(numbersOf(documents, 'arachides')).toEqual([2]);
  });

  it('is the same whichever order documents came in and whatever was there before', () => {
    const documents = Array.from({ length: 12 }, (_, n) =>
      sample(n, { text: `douleur ${'thoracique '.repeat(n % 3)}`, createdAt: `2024-0${1 + (n % 4)}-01` }),
    );
    const straight = buildIndex(documents);
    const crooked = buildIndex([...documents].reverse());
    addDocument(crooked, sample(99, { text: 'douleur de passage' }));
    removeDocument(crooked, sampleId(99));
    addDocument(crooked, sample(3, { text: 'autre' }));
    addDocument(crooked, documents[3] ?? sample(3));
    for (const typed of ['douleur', 'thoracique douleur', '"douleur thoracique"', 'doul'])
      expect(search(crooked, typed)).toEqual(search(straight, typed));
    expect(search(crooked, 'passage').total).toBe(0);
  });

  it('shows as many hits as asked, and counts all', () => {
    const index = buildIndex(Array.from({ length: 40 }, (_, n) => sample(n, { text: 'toux' })));
    expect(search(index, 'toux', NO_FILTERS, 10)).toMatchObject({ total: 40, hits: { length: 10 } });
  });

  it('finds a word of the text that means something to the language', () => {
    expect(answering(['constructor __proto__ toString'], 'constructor')).toEqual([0]);
    expect(answering(['rien'], '__proto__')).toEqual([]);
  });
});

describe('the filters', () => {
  const documents = [
    sample(0, { typeCode: '11502-2', createdAt: '2023-03-01', author: 'A', text: 'toux' }),
    sample(1, { typeCode: '34874-8', createdAt: '2024-06-01T10:00:00+02:00', author: 'B', text: 'toux' }),
    sample(2, { typeCode: 'SYNTH', createdAt: '2024', author: 'B', text: 'toux' }),
  ];

  it('narrow by type, class, author and period', () => {
    expect(numbersOf(documents, 'toux', { typeCode: '11502-2' })).toEqual([0]);
    expect(numbersOf(documents, 'toux', { classCode: '11' })).toEqual([2]);
    expect(numbersOf(documents, 'toux', { author: 'B' })).toEqual([1, 2]);
    expect(numbersOf(documents, 'toux', { from: '2024-06-01' })).toEqual([1, 2]);
    expect(numbersOf(documents, 'toux', { from: '2024-06-02' })).toEqual([2]);
    expect(numbersOf(documents, 'toux', { to: '2023-03-01' })).toEqual([0]);
  });

  it('alone give what passes, the newest first; with nothing typed and nothing chosen there is no answer', () => {
    expect(numbersOf(documents, ' ', { from: '2000-01-01' })).toEqual([1, 2, 0]);
    expect(search(buildIndex(documents), ' ')).toEqual(NO_ANSWER);
  });
});

describe('a hit', () => {
  it('shows the place in the text as it was written', () => {
    const text = `${'Début du document sans rapport. '.repeat(10)}Œdème de Quincke après pénicilline 5 mg. ${'Fin. '.repeat(50)}`;
    const [hit] = search(buildIndex([sample(0, { text })]), 'oedeme penicilines 5 mg').hits;
    const excerpt = hit?.excerpt;
    expect(excerpt?.from).toBe('text');
    expect(text.slice(excerpt?.start, (excerpt?.start ?? 0) + (excerpt?.text.length ?? 0))).toBe(
      excerpt?.text,
    );
    expect(excerpt?.marks.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Œdème',
      'pénicilline',
      '5 mg',
    ]);
    expect(excerpt).toMatchObject({ cutBefore: true, cutAfter: true });
    expect(excerpt?.text.length).toBeLessThan(260);
  });

  it('shows the piece that has most of what was typed', () => {
    const text = `diabète. ${'mot '.repeat(200)} diabète de type 2. ${'mot '.repeat(200)}`;
    const [hit] = search(buildIndex([sample(0, { text })]), 'type diabète').hits;
    expect(hit?.excerpt?.text).toContain('diabète de type 2');
  });

  it('marks a phrase as one, and only the phrase', () => {
    const text = 'insuffisance rénale, insuffisance cardiaque';
    const [hit] = search(buildIndex([sample(0, { text })]), '"insuffisance cardiaque"').hits;
    expect(hit?.excerpt?.marks.map(({ start, end }) => text.slice(start, end))).toEqual([
      'insuffisance cardiaque',
    ]);
  });

  it('marks its title, and shows a fact where the text has nothing', () => {
    const document = sample(0, {
      title: 'Allergies connues',
      facts: [{ kind: 'allergy', label: 'Arachide', state: 'current', reactions: ['Œdème'] }],
    });
    const index = buildIndex([document]);
    expect(search(index, 'allergie').hits[0]?.titleMarks).toEqual([{ start: 0, end: 9 }]);
    expect(search(index, 'oedème').hits[0]?.excerpt).toMatchObject({
      from: 'facts',
      text: 'Arachide, Œdème',
    });
    expect(search(index, 'allergie').hits[0]?.excerpt).toBeUndefined();
  });

  it('never cuts a character in half', () => {
    const text = `${'😀'.repeat(200)} toux ${'😀'.repeat(200)}`;
    const piece = search(buildIndex([sample(0, { text })]), 'toux').hits[0]?.excerpt?.text ?? '';
    expect(() => encodeURIComponent(piece)).not.toThrow();
  });
});

describe('documents whose text cannot be searched', () => {
  it('are named beside the hits, and still found by what else they have', () => {
    const documents = [
      sample(0, { title: 'Ordonnance numérisée', state: 'none', createdAt: '2023-01-01' }),
      sample(1, { title: 'Note', text: 'ordonnance' }),
      sample(2, { state: 'unreadable', createdAt: '2024-01-01', typeCode: 'SYNTH' }),
    ];
    const { hits, unsearchable } = search(buildIndex(documents), 'ordonnance');
    expect(hits.map(({ head }) => head.textState)).toEqual(['none', 'whole']);
    expect(unsearchable.map(({ documentId }) => documentId)).toEqual([sampleId(2), sampleId(0)]);
    expect(search(buildIndex(documents), 'ordonnance', { typeCode: 'SYNTH' }).unsearchable).toHaveLength(1);
  });
});

describe('the answers of several dossiers', () => {
  const [one, two] = ['a' as DossierId, 'b' as DossierId];
  const answer = (text: string, typed: string) => search(buildIndex([sample(0, { text }), sample(1)]), typed);

  it('come together by what they are worth, each with its dossier', () => {
    const merged = mergeHits(
      [
        { dossierId: one, answer: answer('bilan hypertention', 'hypertension ') },
        { dossierId: two, answer: answer('hypertension', 'hypertension ') },
      ],
      10,
    );
    expect(merged.hits.map(({ dossierId, match }) => [dossierId, match])).toEqual([
      [two, 'all'],
      [one, 'close'],
    ]);
    expect(merged.total).toBe(2);
  });

  it('leave out those that have only some words where another has all', () => {
    const merged = mergeHits(
      [
        { dossierId: one, answer: answer('diabète', 'diabète fracture ') },
        { dossierId: two, answer: answer('diabète, fracture', 'diabète fracture ') },
      ],
      10,
    );
    expect(merged.hits.map(({ dossierId }) => dossierId)).toEqual([two]);
    expect(merged.total).toBe(1);
  });
});
