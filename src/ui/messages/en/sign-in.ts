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
  noReaderText: 'Plug in a reader that this browser can open, or pair the bridge of a computer.',
  toReader: 'Choose a reader',
  stationAway: (name: string) => `${name} is out of reach`,
  stationAwayText: 'Check that it is switched on and connected, then try again.',
  pin: 'PIN of the CPS card',
  pinHint: 'The digits of your personal code. It is neither kept nor sent to the server.',
  pinDemoHint: 'In the demonstration, the PIN is shown beside each simulated card.',
  triesLeft: (count: number) =>
    `${counted(count, 'attempt', 'attempts', 'attempts')} left before the card is blocked.`,
  lastTry: 'Last attempt: one more mistake blocks the card.',
  submit: 'Sign in',
  pinBridgeHint:
    'It travels sealed to the bridge, where the card checks it. It is neither kept nor readable by the server.',
  atStation: { pinPad: 'Type the code on the reader', screen: 'Type the code at the bridge' },
  or: 'or',
  waiting: {
    turn: 'The reader is serving another device. Your turn comes.',
    acceptance: (digits: string) =>
      `Accept this sign-in on the computer with the reader, if the digits there are ${digits}.`,
    pin: {
      usb: 'Now type your code on the reader.',
      simulated: 'Now type your code on the reader.',
      bridge: 'Now type your code at the bridge or on its reader.',
    },
  },
  situationTitle: 'Where do you practise today?',
  situationLead: 'Your card names several places. This one will be written on what you add.',
  situationSubmit: 'Continue',
  sector: (code: string) => `Sector ${code}`,
  working: 'Checking the card…',
  workingText: 'Leave the card in the reader.',
  offline: 'The server is out of reach',
  offlineText: 'Signing in needs the network. Records kept on this device open without it.',
  unlockInstead: 'Unlock this device',
  welcome: (name: string) => `Hello, ${name}`,
  already: (name: string) => `You are signed in: ${name}`,
  toDossiers: 'See the records',
} satisfies Texts['signIn'];
