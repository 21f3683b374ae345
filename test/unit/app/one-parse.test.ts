import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { unwrap } from '#base/result.ts';
import { prepareDocument } from '#app/prepare-document.ts';
import { beginReading, type ReadBytes } from '#app/read-here.ts';
import { readDocument, UNREADABLE } from '#documents/reading/read-document.ts';
import { sampleCdaN1, sampleCdaN3 } from '#test/support/documents/samples.ts';
import { sharedFolder } from '#test/support/shared.ts';
import { dossierNo, sampleHeader } from '#test/support/sync/sample.ts';

const NOW = new Date(2026, 2, 1);
const prepare = (file: Blob, reader?: ReadBytes) =>
  prepareDocument({ name: 'a.xml', file }, sampleHeader(dossierNo(1)), NOW, reader && (async () => reader));

const folder = sharedFolder('documents', 'cda');
const official = folder
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.xml'))
      .map((file) => [file, new Uint8Array(readFileSync(`${folder}/${file}`))] as const)
  : [];
const CASES = [
  ['an N1', utf8(sampleCdaN1())],
  ['an N3', utf8(sampleCdaN3())],
  ['one cut off', utf8(sampleCdaN3().slice(0, -400))],
  ['XML that is no CDA', utf8('<?xml version="1.0"?><a/>')],
  ['one without a patient', utf8(sampleCdaN3().replaceAll('recordTarget', 'recordOther'))],
  ['one without a body', utf8(sampleCdaN3().replaceAll('structuredBody', 'noBody'))],
  ['one in an encoding that it does not have', utf8(sampleCdaN3().replace('UTF-8', 'EBCDIC'))],
  ...official,
] as const;

describe('a CDA that is added is parsed once', () => {
  test.each(CASES)('%s: the reader’s check finds what the page’s own finds', async (_what, bytes) => {
    const file = new Blob([bytes]);
    const alone = await prepare(file);
    const read = await prepare(file, readDocument);
    expect(read.ok ? { ...read, value: { ...read.value, read: undefined } } : read).toEqual(
      alone.ok ? { ...alone, value: { ...alone.value, read: undefined } } : alone,
    );
    if (read.ok) expect(await read.value.read).toEqual(await readDocument(bytes, 'text/xml'));
  });

  test('by the reader, which goes on to read what the form does not wait for', async () => {
    const asked: string[] = [];
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const slow: ReadBytes = async (bytes, mediaType, tell) => {
      asked.push(mediaType);
      const read = await readDocument(bytes, mediaType, tell);
      await held;
      return read;
    };
    const prepared = unwrap(await prepare(new Blob([utf8(sampleCdaN1())]), slow));
    finish();
    expect((await prepared.read)?.text).toContain('plaie propre');
    expect(asked).toEqual(['text/xml']);
  });

  test.each<[string, ReadBytes]>([
    ['fails', () => Promise.reject(new Error('no worker'))],
    ['takes too long', async () => UNREADABLE],
  ])('by the page where the reader %s, and the server reads it', async (_what, reader) => {
    const prepared = unwrap(await prepare(new Blob([utf8(sampleCdaN1())]), reader));
    expect(prepared.description.cda?.level).toBe('N1');
    expect(await prepared.read).toBeUndefined();
  });

  test('by the page where it is too large to stand in the memory of a device', async () => {
    const large = utf8(sampleCdaN3().replace('</title>', `</title><!--${'x'.repeat(5_000_000)}-->`));
    const reader: ReadBytes = () => Promise.reject(new Error('not to be asked'));
    const prepared = unwrap(await prepare(new Blob([large]), reader));
    expect(prepared.description.cda?.level).toBe('N3');
    expect(await prepared.read).toBeUndefined();
  });

  test('without a word of its check, where the reader says it too late', async () => {
    const late: ReadBytes = async (bytes, mediaType, tell) => {
      setTimeout(() => tell?.({ ok: false, error: { type: 'NotCda' } }), 0);
      return readDocument(bytes, mediaType);
    };
    const { check } = beginReading(async () => late, new Blob([utf8(sampleCdaN3())]));
    expect(await check).toBeUndefined();
  });
});
