import { codePageOf, codePageOfCharset, type CodePage } from './code-pages.ts';
import type { RtfToken } from './rtf-tokens.ts';
import { HIDING_WORDS, SILENT_DESTINATIONS, TEXT_SYMBOLS, TEXT_WORDS } from './rtf-words.ts';

/** What holds until the end of a group. */
type Group = {
  /** Where text goes: to the reader, nowhere, or into the table of fonts. */
  destination: 'text' | 'silent' | 'fonts';
  hidden: boolean;
  font: number;
  /** Characters that stand for a `\u` where Unicode is not known (`\uc`). */
  fallbackLength: number;
};

const ANSI = 1252;
/** More fonts than any document has. */
const MOST_FONTS = 2000;

/** Takes the tokens of one file in order and gathers its text, hardly more of it than `most`. */
export function createRtfReader(bytes: Uint8Array, most: number) {
  const outer: Group[] = [];
  let group: Group = { destination: 'text', hidden: false, font: -1, fallbackLength: 1 };
  let documentPage: CodePage = codePageOf(ANSI);
  const fonts = new Map<number, CodePage>();
  /** The token after an opening brace, or after `\*`, may name a destination. */
  let fresh: 'group' | 'starred' | undefined;
  let skipped = 0;
  let text = '';
  /** Bytes of one code page that follow each other: a character may need two. */
  let pending: number[] = [];

  function flush(): void {
    if (pending.length === 0) return;
    text += (fonts.get(group.font) ?? documentPage)(Uint8Array.from(pending));
    pending = [];
  }
  function write(more: string): void {
    flush();
    if (isHeard()) text += more;
  }
  const length = (): number => text.length + pending.length;
  const isHeard = (): boolean => group.destination === 'text' && !group.hidden;

  /** True where a character only stands in for one that `\u` has already given. */
  function standsIn(): boolean {
    if (skipped === 0) return false;
    skipped -= 1;
    return true;
  }

  function takeRun(from: number, to: number): void {
    if (!isHeard()) return;
    for (let at = from; at < to && length() <= most; at += 1) {
      const byte = bytes[at] ?? 0;
      // line ends of the file mean nothing, nor do other controls
      if (byte >= 0x20 || byte === 0x09) {
        if (!standsIn()) pending.push(byte);
      }
    }
  }

  function takeWord(word: string, value: number | undefined): void {
    const first = fresh;
    flush();
    if (first !== undefined && (first === 'starred' || SILENT_DESTINATIONS.has(word)))
      group.destination = 'silent';
    else if (first !== undefined && word === 'fonttbl') group.destination = 'fonts';
    else if (word === 'u') takeUnicode(value ?? 0);
    else if (word === 'uc') group.fallbackLength = Math.min(Math.max(0, value ?? 1), 100);
    else if (word === 'ansicpg') documentPage = codePageOf(value ?? ANSI);
    else if (word === 'mac') documentPage = codePageOf(10000);
    else if (word === 'pc' || word === 'pca') documentPage = codePageOf(850);
    else if (word === 'f') group.font = value ?? 0;
    else if (word === 'fcharset') nameFont(value ?? 0);
    else if (word === 'plain') group.hidden = false;
    else if (HIDING_WORDS.has(word)) group.hidden = value !== 0;
    else write(TEXT_WORDS.get(word) ?? '');
  }

  function nameFont(charset: number): void {
    const page = group.destination === 'fonts' ? codePageOfCharset(charset) : undefined;
    if (page && fonts.size < MOST_FONTS) fonts.set(group.font, page);
  }

  /** `\u` is a signed 16-bit number. Surrogates come one after the other. */
  function takeUnicode(value: number): void {
    skipped = group.fallbackLength;
    const unit = value & 0xffff;
    if (isHeard() && unit >= 0x20) text += String.fromCharCode(unit);
  }

  function open(): void {
    flush();
    outer.push({ ...group });
  }
  function close(): void {
    flush();
    skipped = 0;
    group = outer.pop() ?? group;
  }

  return {
    take(token: RtfToken): void {
      if (token.type === 'open') open();
      else if (token.type === 'close') close();
      else if (token.type === 'run') takeRun(token.from, token.to);
      else if (token.type === 'byte') {
        if (!standsIn() && isHeard()) pending.push(token.value);
      } else if (token.type === 'symbol') {
        if (token.symbol === '*') {
          fresh = 'starred';
          return;
        }
        if (!standsIn()) write(TEXT_SYMBOLS.get(token.symbol) ?? '');
      } else takeWord(token.word, token.value);
      fresh = token.type === 'open' ? 'group' : undefined;
    },
    depth: (): number => outer.length,
    length,
    text(): string {
      flush();
      return tidy(text);
    },
  };
}

/** Half of a surrogate pair is no text; many empty lines say no more than one. */
const tidy = (text: string): string =>
  text
    .replace(LONE_SURROGATE, '\ufffd')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
