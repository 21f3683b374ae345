import { toHex, type Bytes } from '#base/bytes.ts';
import { findTag, readTlvs } from '#cards/tlv/reader.ts';
import { tlv } from '#cards/tlv/writer.ts';
import { CPS3 } from './cps-files.ts';
import type { CardPin } from './cps-pin.ts';
import type { CardAnswer, CardCommand } from './engine.ts';
import type { FileSystem } from './file-system.ts';
import type { PinDescription } from './pkcs15.ts';

const SW = { done: 0x9000, wrongData: 0x6a80, wrongParameters: 0x6a86, notFound: 0x6a88 } as const;

/** Each security data object lives in one directory; its parts by tag. */
interface SecurityObject {
  readonly tag: number;
  readonly directory: number;
  readonly parts: () => Readonly<Record<number, Bytes>>;
}

/** Which operations a key allows: compute a signature, authenticate (compact access rules as on IAS-ECC cards). */
const KEY_RULES = tlv(0xa1, tlv(0x8c, Uint8Array.of(0x7f, 0xff, 0x11, 0x11, 0x11, 0x11, 0xff, 0x00)));

/** GET DATA of PIN counters (after SELECT of the master file) and key properties (after SELECT of 0001): IAS-ECC. */
export function createSecurityObjects(deps: {
  readonly pin: CardPin;
  readonly description: PinDescription;
  /** Bits. */
  readonly modulusLength: number;
  readonly files: FileSystem;
}): { readonly getData: (command: CardCommand) => CardAnswer } {
  const { pin, description, modulusLength, files } = deps;
  const keyParts = (): Readonly<Record<number, Bytes>> => ({
    0xa0: tlv(0xa0, tlv(0x80, Uint8Array.of(modulusLength >> 8, modulusLength & 0xff)), KEY_RULES),
    0x7f48: tlv(0x7f48, tlv(0x80, Uint8Array.of(modulusLength >> 8, modulusLength & 0xff))),
  });
  const length = Uint8Array.of(description.length);
  const objects: readonly SecurityObject[] = [
    {
      tag: 0xbf8100 + description.reference,
      directory: 0x3f00,
      parts: () => ({ 0xa0: pin.counters(), 0x7f41: tlv(0x7f41, tlv(0x80, length), tlv(0x81, length)) }),
    },
    { tag: 0xbf9000 + (CPS3.signatureKey.reference & 0x7f), directory: 0x0001, parts: keyParts },
    { tag: 0xbf9000 + (CPS3.authenticationKey.reference & 0x7f), directory: 0x0001, parts: keyParts },
  ];

  return {
    getData({ p1, p2, data }) {
      if (p1 !== 0x3f || p2 !== 0xff) return { sw: SW.wrongParameters };
      const request = parseRequest(data);
      if (!request) return { sw: SW.wrongData };
      const object = objects.find(
        ({ tag, directory }) => tag === request.tag && directory === files.current().fid,
      );
      const part = object?.parts()[request.part];
      return part ? { sw: SW.done, data: tlv(0x70, tlv(request.tag, part)) } : { sw: SW.notFound };
    },
  };
}

/** Extended header list: 4D { 70 { object { part, 80 for all of it } } }. */
function parseRequest(data: Bytes): { readonly tag: number; readonly part: number } | undefined {
  const list = readTlvs(data, 'GET DATA');
  const headers = list.ok ? findTag(list.value, 0x4d) : undefined;
  const wrapped = headers ? readTlvs(headers.value, 'GET DATA') : undefined;
  const template = wrapped?.ok ? findTag(wrapped.value, 0x70) : undefined;
  const inner = template ? readTlvs(template.value, 'GET DATA') : undefined;
  const object = inner?.ok ? inner.value[0] : undefined;
  if (!object || object.value.length < 2 || object.value.at(-1) !== 0x80) return undefined;
  return { tag: object.tag, part: parseInt(toHex(object.value.subarray(0, -1)), 16) };
}
