import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'Consult and add',
  summary: 'Open a record with the person’s agreement, read it, add a document.',
  pages: {
    consult: {
      title: 'Consult: with the person’s agreement',
      blocks: [
        'To read a record one must be authorised: by the person, or as a member of a care team that they authorised. An authorisation is given in their presence, by an explicit act, for one year; it can be renewed and withdrawn.',
        'Reading the carte Vitale is not enough: it says who is there, not what the person wants.',
        { source: 'L1111-17 I; EX_0.3-1010' },
      ],
    },
    feed: {
      title: 'Feed: without an authorisation',
      blocks: [
        'Adding a useful document needs no authorisation. You keep sight and charge of your own documents, even where you do not read the rest of the record.',
        'A professional whom the person blocked adds nothing.',
        { source: 'IG TD0.2 NB2; R1111-47' },
      ],
    },
    choose: {
      title: 'A document that serves',
      blocks: [
        {
          list: [
            'A title that others understand, the right type, the right date.',
            'The right patient: where the document names somebody else, Relais stops and asks why. Check before you write a reason.',
            'An error is not wiped away quietly: the document is replaced by a new version. The old one stays readable in the history.',
          ],
        },
        'Deleting or replacing a document belongs to its author alone.',
        { source: 'TD2.1b; TD3.3c NB2' },
      ],
    },
    traces: {
      title: 'All of it shows',
      blocks: [
        '“Who saw what” shows each reading, each addition, each refusal, with the name, the time and the rule. What was read without a network is noted there once the network is back.',
        'Open it with the person when they ask: it is their right.',
        { source: 'L1111-19' },
      ],
    },
  },
  exercise:
    'Rose EXERCICE is back from hospital. She has a DMP, and agrees that you read it. Read her discharge letter, then note your visit.',
  steps: {
    card: {
      title: 'Read Rose’s carte Vitale',
      hint: 'Open “Read the Vitale card” and put her card into the reader.',
    },
    authorise: {
      title: 'Open her record with her agreement',
      hint: 'The record exists, but is not open to you: open it with the holder’s agreement.',
    },
    read: {
      title: 'Read the discharge letter',
      hint: 'Under “Documents”, open “Discharge letter (exercise)”.',
    },
    add: {
      title: 'Add a document',
      hint: '“Add a document”, a note for instance: a title, a text, a type, then add it to the record.',
    },
    traces: { title: 'Look at the traces with her', hint: 'In the record, open “Who saw what”.' },
  },
  questions: {
    explicit: {
      question: 'The carte Vitale is in the reader. Is that enough to read the record?',
      answers: {
        cardIsEnough: 'Yes: the person handed it over',
        explicitAct: 'No: an act of authorisation is needed',
        once: 'Yes, once',
      },
      explanation: 'The card says who is there. The authorisation is an act of its own, noted in the traces.',
    },
    year: {
      question: 'How long does an authorisation hold?',
      answers: { day: 'For the day', year: 'One year, renewable', ever: 'For ever' },
      explanation: 'One year. It can be renewed, and the person can withdraw it at any time.',
    },
    feeding: {
      question: 'Must one be authorised to add a document?',
      answers: { needsAuthorisation: 'Yes', needsNone: 'No', doctorsOnly: 'Only doctors can add' },
      explanation: 'No: feeding needs no authorisation (IG TD0.2 NB2), unless the person blocked you.',
    },
    'wrong-person': {
      question: 'Relais says that the document names another person. What comes first?',
      answers: {
        addAnyway: 'Add it, with a reason',
        stopAndCheck: 'Stop and check whose document it is',
        rename: 'Change the title',
      },
      explanation:
        'Check. The reason is for true exceptions (birth name, used name): a document in the wrong record puts two people at risk.',
    },
    correct: {
      question: 'You added a document with an error. How do you correct it?',
      answers: {
        overwrite: 'Change it in place',
        replace: 'Replace it by a new version',
        impossible: 'It cannot be done',
      },
      explanation: 'One replaces it: the new version takes its place, the old one stays known to all.',
    },
  },
};
