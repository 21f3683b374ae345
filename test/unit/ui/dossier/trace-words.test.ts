import { describe, expect, it } from 'vitest';
import type { PsIdNat, DocumentId } from '#base/brand.ts';
import { TRACE_ACTS, type TraceView } from '#domain/dossier/trace-view.ts';
import { REFUSAL_CODES } from '#wire/refusals.ts';
import { otherDeviceTime, traceReason, traceSentence, traceVerdict } from '#ui/dossier/trace-words.ts';
import { dossier as en } from '#ui/messages/en/dossier.ts';
import { dossier as fr } from '#ui/messages/fr/dossier.ts';

const trace = (more: Partial<TraceView>): TraceView => ({
  id: 'trace',
  at: 1_790_000_000_000,
  act: 'retrieveDocument',
  mode: 'normal',
  actor: { psIdNat: '899700001011' as PsIdNat, name: 'Solène RIVOIRE', profession: '60' },
  documentId: '00000000-0000-4000-9000-000000000001' as DocumentId,
  allowed: true,
  because: 'authorised',
  ...more,
});
const texts = fr.traces;
const reasonOf = (more: Partial<TraceView>): string | undefined =>
  traceReason(texts, trace(more), (at) => new Date(at).toISOString());

describe.each([
  ['French', fr.traces],
  ['English', en.traces],
])('a trace in %s', (_, words) => {
  it('is a sentence for every act, allowed or refused', () => {
    for (const act of TRACE_ACTS)
      for (const allowed of [true, false])
        expect(traceSentence(words, trace({ act, allowed }), undefined).length).toBeGreaterThan(5);
  });

  it('has words for every reason of a refusal', () => {
    expect(REFUSAL_CODES.filter((code) => !Object.hasOwn(words.because, code))).toEqual([]);
  });
});

describe('a trace', () => {
  it('names the document where the reader knows it', () => {
    expect(traceSentence(texts, trace({}), 'Bilan')).toContain('«\u00a0Bilan\u00a0»');
    expect(traceSentence(texts, trace({}), undefined)).toContain('un document');
  });

  it('shows a code that has no words rather than nothing', () => {
    expect(traceVerdict(texts, trace({ allowed: false, because: 'newReason' }))).toContain('newReason');
  });

  it('puts what the server noted of a creation into words', () => {
    expect(reasonOf({ reason: 'brochure 2026-11' })).toContain('2026-11');
    expect(reasonOf({ reason: 'breakGlass=true dispatchCentre=false' })).toBe(texts.emergency(true, false));
    expect(reasonOf({ reason: 'Nom d’usage' })).toContain('Nom d’usage');
    expect(reasonOf({})).toBeUndefined();
  });

  it('tells whom an authorisation was given to, and by which reading of the card', () => {
    const read = 'vitale 2026-11-23T02:42:10.929Z';
    const own = { act: 'grantAuthorisation', reason: `899700001011: ${read}` } as const;
    expect(traceSentence(texts, trace(own), undefined)).toBe(
      texts.sentences.grantAuthorisation.done(undefined),
    );
    expect(reasonOf(own)).toBe(texts.vitaleRead('2026-11-23T02:42:10.929Z'));
    const other = { act: 'grantAuthorisation', reason: '899700003033: À sa demande' } as const;
    expect(traceSentence(texts, trace(other), undefined)).toContain('899700003033');
    expect(reasonOf(other)).toBe(texts.reason('À sa demande'));
    const ended = { act: 'withdrawAuthorisation', reason: '899700003033' } as const;
    expect(traceSentence(texts, trace(ended), undefined)).toContain('899700003033');
    expect(reasonOf(ended)).toBeUndefined();
  });

  it('tells the time of the device only where it is another moment', () => {
    const { at } = trace({});
    expect(otherDeviceTime(trace({ deviceAt: at - 5000 }))).toBeUndefined();
    expect(otherDeviceTime(trace({ deviceAt: at - 3_600_000 }))).toBe(at - 3_600_000);
  });
});
