import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'A lost tablet',
  summary: 'Have what a lost device holds of you destroyed from afar.',
  pages: {
    sealed: {
      title: 'What the device keeps is sealed',
      blocks: [
        'Your records and what you wrote are encrypted on the device, under a key that your passphrase, your passkey or your card opens. Locked, it shows neither name nor document.',
        'Records are lent to it: if Relais is open there without a network, they erase themselves after three days.',
      ],
    },
    'at-once': {
      title: 'At once',
      blocks: [
        'From another device: “Account”, “My devices”. Choose the lost one and erase it from afar. Without another device, call your operator.',
        'A device in this list that you do not know? Erase it, and tell the operator.',
      ],
    },
    wipe: {
      title: 'What the erasure does',
      blocks: [
        {
          list: [
            'Your sessions there end at once, on the side of the server.',
            'All that it keeps in your name is destroyed at its next contact, even locked: records, vault, keys.',
            'What you wrote there and did not send is lost too.',
            'What other professionals keep there is not touched.',
          ],
        },
        'It cannot be called off. The list says when it is done.',
      ],
    },
    prevent: {
      title: 'Prevent',
      blocks: [
        'Leave your device by “Lock”. It locks by itself after some minutes without a touch; loading the page anew locks too.',
        'Send often: what the server received is not lost with the tablet.',
      ],
    },
  },
  exercise:
    'The tablet of your round was left in a train. You hold the spare one: have the lost tablet erased, then leave yours as one should.',
  steps: {
    list: { title: 'Open the list of your devices', hint: '“Account”, “My devices”.' },
    wipe: {
      title: 'Ask that the lost tablet be erased',
      hint: '“Lost tablet (exercise)”, erase it. Read what will be destroyed, then confirm.',
    },
    lock: { title: 'Lock your device', hint: '“Lock”, at the top of the screen or in “Account”.' },
    unlock: { title: 'Unlock it', hint: 'The passphrase of the exercise is: phrase exercice' },
  },
  questions: {
    when: {
      question: 'When is the lost device erased?',
      answers: {
        atOnce: 'At the moment of asking',
        nextContact: 'At its next contact with the server',
        never: 'Never, if nobody unlocks it',
      },
      explanation: 'At its next contact, even locked. Until then what it keeps stays sealed.',
    },
    unsent: {
      question: 'You had written a note there that was not sent. What becomes of it?',
      answers: { kept: 'It is kept', lost: 'It is lost', sentFirst: 'It is sent first' },
      explanation: 'It is destroyed with the rest: a device that is no longer yours sends nothing any more.',
    },
    others: {
      question: 'A colleague uses the same tablet. Is their vault erased?',
      answers: { erasedToo: 'Yes', untouched: 'No', locked: 'It is blocked' },
      explanation: 'No: the erasure touches only what is in your name.',
    },
    undo: {
      question: 'The tablet is found an hour later. Can it be called off?',
      answers: { yes: 'Yes', no: 'No', operator: 'The operator can' },
      explanation: 'No. You will sign in there with your card again, as on a new device.',
    },
    leave: {
      question: 'How do you leave your device between two visits?',
      answers: { closeLid: 'Close its cover', lock: 'By “Lock”', nothing: 'Nothing, it is automatic' },
      explanation: 'By “Lock”. The automatic lock is only a net: it waits some minutes.',
    },
  },
};
