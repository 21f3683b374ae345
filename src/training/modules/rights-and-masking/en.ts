import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'Rights and masking',
  summary: 'Carry out what the person wants to show, hide, authorise or refuse.',
  pages: {
    who: {
      title: 'Who may read',
      blocks: [
        '“Rights and access” is read together with the person, over your shoulder: who is authorised, since when, until when.',
        {
          list: [
            'Withdraw an authorisation: this professional reads no more; the record leaves their devices at the next contact.',
            'Block: no access any more, not even by break-glass. Only the centre 15 keeps its own rule.',
            'Authorise a team: one agreement, each member named.',
          ],
        },
        { source: 'L1111-19; IG TD0.2 NB1; R1111-46' },
      ],
    },
    masking: {
      title: 'Mask a document to professionals',
      blocks: [
        'The person can have a document masked. Only its author still sees it, and the attending physician after a second confirmation by the person.',
        'The others see neither the document nor that it exists. Not even an emergency access opens it.',
        { source: 'R1111-49; L1111-16' },
      ],
    },
    oppositions: {
      title: 'Refuse the emergency accesses',
      blocks: [
        'Break-glass and the centre 15 are accepted where nothing was changed. The person can refuse one, the other or both, at any time: untick, then save.',
        'Explain what follows: if they cannot speak, nobody will open their record in this way.',
        { source: 'L1111-17 I' },
      ],
    },
    'not-visible': {
      title: 'Not visible to the holder, until it was announced',
      blocks: [
        'The author can hold back a document of which the person should learn by word of mouth. After two weeks they are told that something waits for them, after a month the document shows by itself.',
        'Making visible cannot be taken back: it is confirmed, and nothing hides it again.',
        'Masked to professionals and not visible to the holder at once is forbidden: nobody would watch over that document.',
        { source: 'R1111-53; EX_3.3-1045; EX_2.1-1050' },
      ],
    },
  },
  exercise:
    'Paul FICTIF does not want other professionals to see a test result any more, and from now on refuses break-glass. Do what he asks, then show him that it was noted.',
  steps: {
    open: { title: 'Open Paul’s record', hint: 'It is in the list of the records on this device.' },
    mask: {
      title: 'Mask the test result',
      hint: 'Open “Test result (exercise)”, then what can be done with this document, and mask it.',
    },
    oppose: {
      title: 'Note that he refuses break-glass',
      hint: '“Rights and access”, emergency access: untick break-glass, then save.',
    },
    traces: { title: 'Show him the traces', hint: 'In the record, open “Who saw what”.' },
  },
  questions: {
    'masked-for': {
      question: 'A document is masked. Who can still read it?',
      answers: {
        nobody: 'Nobody',
        authorAndAttending: 'Its author, and the attending physician after a second confirmation',
        everybody: 'All who are authorised',
      },
      explanation:
        'Its author, and the confirmed attending physician. The others do not even know that it exists.',
    },
    block: {
      question: 'Can a blocked professional open the record by break-glass?',
      answers: { emergencyOpens: 'Yes, it is an emergency', noAccess: 'No', readsOnly: 'Yes, to read only' },
      explanation: 'No. A block closes break-glass too; only the centre 15 follows its own rule.',
    },
    reveal: {
      question: 'You make a document visible to the holder. Can it be taken back?',
      answers: { undo: 'Yes, at once', final: 'No, it is final', week: 'Yes, for a week' },
      explanation: 'It is final (EX_3.3-1045): what was shown is not hidden again.',
    },
    announcement: {
      question: 'A document not visible to the holder awaits its announcement. When does it show by itself?',
      answers: { never: 'Never', month: 'After a month', day: 'The next day' },
      explanation: 'After a month. After two weeks the person is told that something waits for them.',
    },
    both: {
      question: 'Can a document that the holder does not see be masked to professionals?',
      answers: { allowed: 'Yes', forbidden: 'No', doctors: 'By doctors only' },
      explanation:
        'No, unless the operator says otherwise (EX_2.1-1050): nobody would see the document any more.',
    },
  },
};
