import { hex, type Bytes } from '#base/bytes.ts';
import { tlv } from '#cards/tlv/writer.ts';
import {
  certificateObject,
  dataObject,
  objectDirectory,
  passwordObject,
  privateKeyObject,
} from '#demo/cards/pkcs15.ts';

const path = hex('3F0000017001');

/** One true file of each kind: random bytes seldom get past a first tag. */
export const SAMPLES: Readonly<Record<string, Bytes>> = {
  aodf: passwordObject('PIN', hex('01'), {
    reference: 1,
    length: 4,
    padding: { storedLength: 8, padChar: 255 },
  }),
  prkdf: privateKeyObject({
    label: 'K',
    id: hex('0102'),
    authId: hex('01'),
    reference: 0x82,
    usage: 'sign',
    path,
    modulusLength: 2048,
  }),
  cdf: certificateObject('C', hex('0102'), path),
  odf: objectDirectory([
    [0, path],
    [4, path],
    [7, path],
    [8, path],
  ]),
  dodf: dataObject('CPS_ACTIVITY_01_PS', hex('01'), path),
  situation: tlv(0xee, tlv(0x84, hex('43414C')), tlv(0x85, hex('31')), tlv(0x86, hex('53413037'))),
  certificate: tlv(
    0x30,
    tlv(
      0x30,
      ...Array.from({ length: 5 }, () => tlv(0x02, hex('01'))),
      tlv(0x30, tlv(0x30), tlv(0x03, hex('00'), tlv(0x30, tlv(0x02, new Uint8Array(128).fill(0x41))))),
    ),
  ),
  dir: tlv(0x61, tlv(0x4f, hex('E828BD080F8025000001FF0010')), tlv(0x51, hex('3F000001'))),
  serial: hex('5A0A8025000001290099506F'),
  vitale: tlv(0x65, tlv(0x80, hex('41')), tlv(0x81, hex('42')), tlv(0x82, hex('3139373930333238'))),
};
