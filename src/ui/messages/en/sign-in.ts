import { counted } from '../counted.ts';
import type { Texts } from '../fr.ts';

export const signIn = {
  title: 'Sign in',
  lead: 'Your health professional card (CPS) proves who you are. Its PIN is sent to the card alone.',
  steps: ['Card and PIN', 'Passphrase'],
  insert: 'Insert your CPS card into the reader',
  insertText: 'Chip towards the reader. The card has to stay in until signing in is done.',
  cardIn: 'A card is in the reader',
  noReader: 'No card reader',
  noReaderText:
    'This browser has access to no card reader. An ordinary Web page cannot drive a desktop reader: it takes a reader that the browser can open, or the Relais bridge.',
  reader: (name: string) => `Reader: ${name}`,
  simulatedReader: 'simulated reader',
  pin: 'PIN of the CPS card',
  pinHint: 'The digits of your personal code. It is neither kept nor sent to the server.',
  pinDemoHint: 'In the demonstration, the PIN is shown beside each simulated card.',
  triesLeft: (count: number) =>
    `${counted(count, 'attempt', 'attempts', 'attempts')} left before the card is blocked.`,
  lastTry: 'Last attempt: one more mistake blocks the card.',
  submit: 'Sign in',
  working: 'Checking the card…',
  workingText: 'Leave the card in the reader.',
  offline: 'The server is out of reach',
  offlineText: 'Signing in needs the network. Records kept on this device open without it.',
  unlockInstead: 'Unlock this device',
  welcome: (name: string) => `Hello, ${name}`,
  already: (name: string) => `You are signed in: ${name}`,
  toDossiers: 'See the records',
} satisfies Texts['signIn'];
