import { describe, expect, it } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { parseInsC } from '#domain/identity/ins-c.ts';
import { SAMPLE_INS_C, sampleCdaN1, sampleCdaN3 } from '#test/support/documents/samples.ts';
import { bytesInMemory } from '#ui/viewer/content-bytes.ts';
import { openCda } from '#ui/viewer/open-cda.ts';
import { FIT, zoomedIn, zoomedOut, zoomOfKey } from '#ui/viewer/zoom.ts';
import { onlyOurs } from '#app/trusted-types.ts';

describe('the zoom', () => {
  it('goes up and down by steps and stays at its ends', () => {
    expect(zoomedOut(zoomedIn(FIT))).toBe(FIT);
    expect(zoomedIn(4)).toBe(4);
    expect(zoomedOut(0.5)).toBe(0.5);
  });

  it('follows the keys +, − and 0, and leaves the others alone', () => {
    expect(zoomOfKey('+', FIT)).toBe(zoomedIn(FIT));
    expect(zoomOfKey('-', FIT)).toBe(zoomedOut(FIT));
    expect(zoomOfKey('0', 3)).toBe(FIT);
    expect(zoomOfKey('a', FIT)).toBeUndefined();
  });
});

describe('a CDA for the screen', () => {
  const insC = parseInsC(SAMPLE_INS_C);
  if (!insC.ok) throw new Error('the sample is wrong');
  const holder = {
    traits: { familyName: 'EXEMPLE', firstName: 'Jean', birthDate: '1950-08-01', sex: 'M' as const },
    insC: insC.value,
  };

  it('gives the content inside an N1, named by what it is', async () => {
    const cda = await openCda(bytesInMemory(utf8(sampleCdaN1())), holder);
    expect(cda).toMatchObject({
      ok: true,
      value: { body: { kind: 'content', mediaType: 'application/pdf' } },
    });
  });

  it('gives the sections of an N3', async () => {
    const cda = await openCda(bytesInMemory(utf8(sampleCdaN3())), holder);
    expect(cda).toMatchObject({ ok: true, value: { body: { kind: 'sections' } } });
  });

  it('says when its patient is another person', async () => {
    const other = { ...holder, traits: { ...holder.traits, familyName: 'AUTRE', birthDate: '1999-01-01' } };
    const cda = await openCda(bytesInMemory(utf8(sampleCdaN1())), other);
    expect(cda.ok && cda.value.identity.verdict).not.toBe('same');
  });

  it('is refused when it is none', async () => {
    expect((await openCda(bytesInMemory(utf8('<a/>')), holder)).ok).toBe(false);
  });
});

describe('the policy of script addresses', () => {
  it.each(['/service-worker.js', '/_app/immutable/assets/pdf.worker.min.B1x-_9.mjs'])('trusts %s', (url) => {
    expect(onlyOurs(url)).toBe(url);
  });

  it.each([
    'https://ailleurs.example/x.js',
    '//ailleurs.example/x.js',
    '/_app/immutable/../../x.js',
    'blob:https://relais.example/1',
    'data:text/javascript,1',
    '/api/uploads/1',
  ])('trusts nothing else: %s', (url) => {
    expect(() => onlyOurs(url)).toThrow(TypeError);
  });
});
