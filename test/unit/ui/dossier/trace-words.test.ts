import { describe, expect, it } from 'vitest';
import type { PsIdNat, DocumentId } from '#base/brand.ts';
import { TRACE_ACTS, type TraceView } from '#domain/dossier/trace-view.ts';
import { REFUSAL_CODES } from '#wire/refusals.ts';
import { otherDeviceTime, traceReason, traceSentence, traceVerdict } from '#ui/dossier/trace-words.ts';
import { dossier as en } from '#ui/messages/en/dossier.ts';
import { dossier as fr } from '#ui/messages/fr/dossier.ts';

const trace = (more: Partial<TraceView>): TraceView => ({
  position: 1,
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
    expect(traceSentence(texts, trace({}), 'Bilan')).toContain('« Bilan »');
    expect(traceSentence(texts, trace({}), undefined)).toContain('un document');
  });

  it('shows a code that has no words rather than nothing', () => {
    expect(traceVerdict(texts, trace({ allowed: false, because: 'newReason' }))).toContain('newReason');
  });

  it('puts what the server noted of a creation into words', () => {
    expect(traceReason(texts, trace({ reason: 'brochure 2026-11' }))).toContain('2026-11');
    expect(traceReason(texts, trace({ reason: 'breakGlass=true dispatchCentre=false' }))).toBe(
      texts.emergency(true, false),
    );
    expect(traceReason(texts, trace({ reason: 'Nom d’usage' }))).toContain('Nom d’usage');
    expect(traceReason(texts, trace({}))).toBeUndefined();
  });

  it('tells the time of the device only where it is another moment', () => {
    const { at } = trace({});
    expect(otherDeviceTime(trace({ deviceAt: at - 5000 }))).toBeUndefined();
    expect(otherDeviceTime(trace({ deviceAt: at - 3_600_000 }))).toBe(at - 3_600_000);
  });
});
