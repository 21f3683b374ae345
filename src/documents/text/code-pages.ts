import { decodeWindows1252 } from './windows-1252.ts';

/** Bytes of one code page as text; never fails. */
export type CodePage = (bytes: Uint8Array) => string;

/**
 * Windows code page numbers (RTF 1.9.1, \ansicpg) and the labels of the WHATWG encoding standard for them. Where a
 * number is missing, windows-1252 stands in: French programs write it.
 */
const LABELS: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
  65001: 'utf-8',
};

/** Characters of \fcharset (RTF 1.9.1, font table), as code pages; 0 and 1 are those of the document. */
const BY_CHARSET: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

/** Characters of fonts such as Wingdings: pictures, which no search looks for. */
const SYMBOL_CHARSET = 2;

export const codePageOf = (number: number): CodePage => {
  if (number === 437 || number === 850) return decodeDos;
  const label = LABELS[number];
  if (label === undefined) return decodeWindows1252;
  const decoder = new TextDecoder(label);
  return (bytes) => decoder.decode(bytes);
};

/** Undefined where the font takes the code page of the document. */
export function codePageOfCharset(charset: number): CodePage | undefined {
  if (charset === SYMBOL_CHARSET) return () => ' ';
  const number = BY_CHARSET[charset];
  return number === undefined ? undefined : codePageOf(number);
}

/** Upper half of code page 850; what 437 has otherwise is frames and Greek letters. */
const DOS_UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const decodeDos: CodePage = (bytes) =>
  Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : (DOS_UPPER[byte - 0x80] ?? ''),
  ).join('');
