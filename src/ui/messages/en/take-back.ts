import { counted } from '../counted.ts';
import type { TakeBackTexts } from '../fr/take-back.ts';

export const takeBack = {
  act: 'Take back',
  title: 'Take this item back?',
  loses: (what: string) =>
    `“${what}” will be erased from this device without being sent. The server does not have it: its content will be lost.`,
  keeps: (what: string) => `“${what}” will not be sent. You can do it again.`,
  along: (count: number) =>
    `${counted(count, 'other item depends on it and is', 'other items depend on it and are', 'other items depend on it and are')} taken back with it.`,
  keep: 'Keep',
  confirm: 'Take back and erase',
  done: 'Taken back: nothing was sent',
  tooLate:
    'This item can no longer be taken back: it has left, or another depends on it by now. Nothing changed.',
  maybeReceived: 'Sending was tried: the server may have it already. It can no longer be taken back.',
} satisfies TakeBackTexts;
