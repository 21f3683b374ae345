import { decodeWindows1252 } from './windows-1252.ts';

/** UTF-8 where it is, else windows-1252, which older programs write; never fails. `clean`: nothing was replaced. */
export function decodeText(bytes: Uint8Array): { text: string; clean: boolean } {
  try {
    return { text: tidy(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), clean: true };
  } catch {
    const text = tidy(decodeWindows1252(bytes));
    return { text, clean: !hasControl(text) };
  }
}

const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\f/g, '\n\n');

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text.replace(/[\t\n]/g, ''));
