import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApi } from '#app/api.ts';
import { holderOfCertificate } from '#app/card-holder.ts';
import { deviceName } from '#app/device-name.ts';
import { appErrorOf, syncErrorCode } from '#app/remote-error.ts';
import { prepareDocument } from '#app/prepare-document.ts';
import { utf8 } from '#base/bytes.ts';
import { dossierNo, INS_C, sampleHeader } from '#test/support/sync/sample.ts';

const apiAnswering = (answer: () => Response) =>
  createApi({ origin: 'https://relais.example', fetch: () => Promise.resolve(answer()) });
const unreachable = { ok: false, error: { type: 'Unreachable' } };

describe('createApi', () => {
  test('what is not our server is unreachable, whatever it answers', async () => {
    const strangers = [
      () => new Response('<html>Bienvenue sur le Wi-Fi</html>', { headers: { 'content-type': 'text/html' } }),
      () => new Response('', { status: 502 }),
      () => Response.json({ hello: 'world' }),
      () => Response.json({ result: { data: { kind: 'demo' } } }),
      () => Response.json(null),
    ];
    for (const stranger of strangers) expect(await apiAnswering(stranger).instance()).toEqual(unreachable);
  });

  test('any text at all leads to a value and not to an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.constantFrom(200, 401, 500), async (body, status) => {
        expect(await apiAnswering(() => new Response(body, { status })).findDossier(INS_C)).toEqual(
          unreachable,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("the server's own errors keep their code", async () => {
    const relais = { code: 'forbidden', because: 'notAuthorised' };
    const body = { error: { code: -32003, message: 'forbidden', data: { httpStatus: 403, relais } } };
    const api = apiAnswering(() => Response.json(body, { status: 403 }));
    expect(await api.findDossier(INS_C)).toEqual({ ok: false, error: { type: 'Server', error: relais } });
  });
});

test.each([
  ['internal', 'storageFull', 'serverFull'],
  ['internal', 'busy', 'serverBusy'],
  ['internal', 'toString', 'internal'],
  ['internal', undefined, 'internal'],
  ['forbidden', 'busy', 'forbidden'],
] as const)('an error %s because %s is said to be %s', (code, because, said) => {
  const error = { type: 'Server', error: { code, ...(because && { because }) } } as const;
  expect(appErrorOf(error)).toMatchObject({ type: 'Server', code: said });
  expect(syncErrorCode(error)).toBe(said);
});

describe('holderOfCertificate', () => {
  test('random bytes name nobody', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => holderOfCertificate(bytes) === undefined),
      { numRuns: 200 },
    );
  });
});

describe('prepareDocument', () => {
  const now = new Date(2026, 2, 1);
  const prepare = (name: string, bytes = utf8('Pansement refait.')) =>
    prepareDocument({ name, file: new Blob([bytes]) }, sampleHeader(dossierNo(1)), now);

  test('a text note gets a title from its name and leaves its type to the depositor', async () => {
    expect(await prepare('../Soins_du matin.txt')).toMatchObject({
      ok: true,
      value: {
        description: {
          title: 'Soins du matin',
          mediaType: 'text/plain',
          typeCode: '',
          createdAt: '2026-03-01',
        },
        identity: { verdict: 'unnamed' },
      },
    });
  });

  test('a PDF that is not one, an empty file and broken XML are refused with their reason', async () => {
    expect(await prepare('a.pdf')).toEqual({ ok: false, error: { type: 'FileNotWhatItSays' } });
    expect(await prepare('a.txt', utf8(''))).toEqual({ ok: false, error: { type: 'FileEmpty' } });
    const cut = utf8('<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>');
    expect(await prepare('a.xml', cut)).toMatchObject({ ok: false });
  });
});

test('deviceName says browser and system', () => {
  expect(deviceName('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36')).toBe(
    'Chrome · Linux',
  );
  expect(deviceName('')).toBe('Navigateur');
});
