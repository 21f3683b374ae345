/** A piece of an RTF file. Text runs are named by their place, so that pictures cost nothing. */
export type RtfToken =
  | { readonly type: 'open' }
  | { readonly type: 'close' }
  | { readonly type: 'word'; readonly word: string; readonly value: number | undefined }
  | { readonly type: 'symbol'; readonly symbol: string }
  /** `\'xx` */
  | { readonly type: 'byte'; readonly value: number }
  | { readonly type: 'run'; readonly from: number; readonly to: number };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x27;
const MINUS = 0x2d;
const SPACE = 0x20;
/** RTF 1.9.1: a control word is at most 32 letters, its number at most 10 digits. */
const LONGEST_WORD = 32;
const LONGEST_NUMBER = 10;

/** RTF 1.9.1 «Basic entities», in one pass; any bytes give tokens. What `\bin` holds is stepped over. */
export function* rtfTokens(bytes: Uint8Array): Generator<RtfToken, void> {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === OPEN || byte === CLOSE) {
      at += 1;
      yield { type: byte === OPEN ? 'open' : 'close' };
    } else if (byte === BACKSLASH) {
      const { token, end } = control(bytes, at + 1);
      at = end;
      if (token.type === 'word' && token.word === 'bin') at += Math.max(0, token.value ?? 0);
      else yield token;
    } else {
      const from = at;
      while (at < bytes.length && !isSyntax(bytes[at])) at += 1;
      yield { type: 'run', from, to: at };
    }
  }
}

const isSyntax = (byte: number | undefined): boolean => byte === OPEN || byte === CLOSE || byte === BACKSLASH;

function control(bytes: Uint8Array, at: number): { token: RtfToken; end: number } {
  if (isLetter(bytes[at])) return controlWord(bytes, at);
  if (bytes[at] !== QUOTE) {
    const symbol = at < bytes.length ? String.fromCharCode(bytes[at] ?? 0) : '';
    return { token: { type: 'symbol', symbol }, end: at + 1 };
  }
  const value = parseInt(String.fromCharCode(...bytes.subarray(at + 1, at + 3)), 16);
  return { token: { type: 'byte', value: Number.isNaN(value) ? SPACE : value }, end: at + 3 };
}

function controlWord(bytes: Uint8Array, from: number): { token: RtfToken; end: number } {
  let at = from;
  while (at - from < LONGEST_WORD && isLetter(bytes[at])) at += 1;
  const word = String.fromCharCode(...bytes.subarray(from, at));
  const numberFrom = at;
  if (bytes[at] === MINUS && isDigit(bytes[at + 1])) at += 1;
  const digitsFrom = at;
  while (at - digitsFrom < LONGEST_NUMBER && isDigit(bytes[at])) at += 1;
  const value = at > digitsFrom ? Number(String.fromCharCode(...bytes.subarray(numberFrom, at))) : undefined;
  // one space belongs to the word
  return { token: { type: 'word', word, value }, end: bytes[at] === SPACE ? at + 1 : at };
}

const isLetter = (byte = 0): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39;
