import { counted } from '../counted.ts';
import type { LeaveTexts } from '../fr/leave.ts';

const items = (count: number): string => counted(count, 'item', 'items', 'items');
const itThey = (count: number): string => (count === 1 ? 'it' : 'they');
const s = (count: number): string => (count === 1 ? 's' : '');

export const leave = {
  title: 'Sign out before it is sent?',
  text: (count: number) =>
    `${items(count)} still wait${s(count)} to be sent. Nothing will be lost: ${itThey(count)} stay${s(count)} sealed on this device and go${count === 1 ? 'es' : ''} after your next unlock, not before.`,
  sendNow: 'Send now',
  sending: 'Sending…',
  stillWaiting: (count: number) => `${items(count)} could not be sent.`,
  allSent: 'Everything was received by the server.',
  signOut: 'Sign out',
  otherTitle: (name: string) => `The vault of ${name} is open`,
  otherText: (count: number) =>
    `If somebody else signs in, it is locked. ${items(count)} that wait${s(count)} stay${s(count)} sealed in it and go${count === 1 ? 'es' : ''} after its next unlock.`,
} satisfies LeaveTexts;
