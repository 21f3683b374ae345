import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'Without a network',
  summary: 'Prepare a round, read and write without a network, and know what was sent.',
  pages: {
    before: {
      title: 'Before leaving',
      blocks: [
        'Open each record and choose to keep it on this device, or prepare the round: all documents are received. A record that was only opened keeps its list and what you read.',
        'A record is lent for three days; each contact with the server renews this time.',
      ],
    },
    during: {
      title: 'Meanwhile',
      blocks: [
        'Open Relais at the same address, unlock, read and add as usual. At the top of the screen: “Offline”, and how many items wait.',
        'A DMP can be created without a network too, at the person’s home, carte Vitale in hand: the three steps are the same, the creation waits.',
        { source: 'EX_1.2-1010' },
      ],
    },
    back: {
      title: 'Once the network is back',
      blocks: [
        'What waits goes by itself, in its order, if the device is unlocked. “Received by the server” is the only proof that it was sent.',
        'A refusal is said, with its reason, and nothing is lost: correct and send again, export, or give up. The other items do not wait for that one.',
      ],
    },
    never: {
      title: 'What needs the network',
      blocks: [
        {
          list: [
            'Signing in with the card.',
            'Opening a record that is not on the device, in an emergency too: only the server decides it.',
            'Reading the traces, and receiving what is new.',
          ],
        },
        'Never clear the browser’s data while something waits.',
      ],
    },
  },
  exercise:
    'You are at Rose EXERCICE’s, in a valley without a network. Read her letter, note your visit; her neighbour Paul FICTIF wants a DMP. Then the network comes back.',
  steps: {
    lose: { title: 'Cut the network of the exercise', hint: 'The switch is below, in this panel.' },
    read: {
      title: 'Read Rose’s discharge letter',
      hint: 'Her record is kept on the device: open “Discharge letter (exercise)”.',
    },
    add: {
      title: 'Add a note',
      hint: '“Add a document”, a note. It waits: see the mark at the top of the screen.',
    },
    create: {
      title: 'Create Paul’s DMP, without a network',
      hint: '“Read the Vitale card”, Paul’s card, prepare the creation, then the three steps.',
    },
    back: {
      title: 'Bring the network back, and see all of it go',
      hint: 'The same switch. In the list of what you sent, each line then says that the server received it.',
    },
  },
  questions: {
    prepare: {
      question: 'What to do before a round where there is no network?',
      answers: {
        nothing: 'Nothing: all is always there',
        keep: 'Keep the records on the device',
        print: 'Print everything',
      },
      explanation: 'Keep them on the device, or prepare the round: then all documents are received.',
    },
    locked: {
      question: 'The network is back, the device is locked. Does what waits go?',
      answers: { yes: 'Yes', no: 'No', wifiOnly: 'On Wi-Fi only' },
      explanation: 'No: locked, the device opens nothing and sends nothing. Unlock it.',
    },
    twice: {
      question: 'A creation has been waiting since this morning. What to do?',
      answers: {
        again: 'Do it again, to be sure',
        leave: 'Let it go by itself',
        paper: 'Note it on paper and delete it',
      },
      explanation: 'Leave it. It goes by itself; where the record existed already, nothing is created twice.',
    },
    'break-glass': {
      question: 'Is break-glass possible without a network?',
      answers: { yes: 'Yes', no: 'No', doctorsOnly: 'For doctors' },
      explanation: 'No: only the server can open a record that is not on the device.',
    },
    refused: {
      question: 'The server refuses one of your documents. What becomes of it?',
      answers: {
        lost: 'It is lost',
        keptAndSaid: 'It is kept, with the reason of the refusal',
        retried: 'It is sent again and again',
      },
      explanation:
        'It stays in the list, with the reason: correct it, export it or give it up, as you choose.',
    },
  },
};
