import type { Texts } from '../fr.ts';

export const ways = {
  title: 'Vault',
  lead: 'What opens the records kept on this device, and when it locks.',
  list: 'Ways to unlock',
  kinds: { passkey: 'Passkey', card: 'CPS card', passphrase: 'Passphrase' },
  added: (date: string) => `added on ${date}`,
  remove: 'Remove',
  removeTitle: (kind: string) => `Remove: ${kind}`,
  removeText:
    'The key of the vault is replaced: what is removed opens nothing any more. Nothing is encrypted anew, nothing is lost.',
  change: 'Change',
  changeTitle: 'Change the passphrase',
  add: 'Add a way to unlock',
  addTitle: (kind: string) => `Add: ${kind}`,
  addKinds: { passkey: 'A passkey', card: 'My CPS card', passphrase: 'A passphrase' },
  label: 'Name of the key',
  labelHint: 'To know it again in this list.',
  passkeyText: 'The device asks you to confirm twice: to make the key, then to try it.',
  cardText: 'The card signs twice, to make sure that it always answers the same.',
  confirm: 'Confirm with what opens this vault already',
  confirmAct: 'Confirm',
  done: 'Done',
  stillLocked: 'Done. Open the vault with one of the ways that are left.',
  locking: 'Locking',
  idle: 'Lock when nobody touches it for',
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  withCard: 'Lock when the card of the sign-in is taken out',
  withCardHint:
    'Another card put in its place within 15 seconds, a Vitale for example, does not lock. The card that opened the vault always locks it.',
  kept: 'Choice saved',
  passing: 'Shared workstation',
  passingText:
    'The key of this vault is in memory alone. At sign-out, at a lock or when it is closed, all is erased from this workstation.',
  choosePassing: 'Shared workstation: keep nothing',
  choosePassingHint:
    'For the computer of a ward. Without a network nothing opens and nothing is added; at the end nothing stays.',
  beginPassing: 'Go on without keeping anything',
} satisfies Texts['ways'];
