import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'The secrecy of a minor',
  summary: 'Keep from the legal representatives what a minor who came alone confides.',
  pages: {
    representatives: {
      title: 'The legal representatives',
      blocks: [
        'The legal representative consents to the creation of a minor’s DMP, and exercises its rights. They are named in the record, with their relation; this ends by itself at majority.',
        'They may ask for a copy of the record: it does not hold what is hidden from them.',
        { source: 'R1111-50' },
      ],
    },
    secrecy: {
      title: 'Secrecy',
      blocks: [
        'For certain acts of the law a minor can be treated without their representatives knowing. They may ask that what belongs to it is not visible to them.',
        'Which acts these are is for you to judge: Relais does not, it keeps the secret that was asked for.',
        { source: 'R1111-50; EX_0.1-1100' },
      ],
    },
    session: {
      title: 'The confidential session',
      blocks: [
        'The minor came alone and asks for secrecy: in “Rights and access”, begin a confidential session, together with them. The band with the identity says so as long as it lasts.',
        'Meanwhile only documents hidden from the representatives can be added: Relais refuses the others. What you do is noted as confidential.',
        { source: 'EX_2.1-1050' },
      ],
    },
    careful: {
      title: 'What to be careful of',
      blocks: [
        {
          list: [
            'Leave the confidential session as soon as the minor is no longer alone with you.',
            'Making a document visible to the representatives is final.',
            'The minor can read all of their record; so can another authorised professional.',
          ],
        },
      ],
    },
  },
  exercise:
    'Zoé ESSAI, 15, came alone. She asks that her mother learns nothing of it. Note the consultation under secrecy, then leave the confidential session.',
  steps: {
    open: { title: 'Open Zoé’s record', hint: 'It is in the list of the records on this device.' },
    begin: {
      title: 'Begin a confidential session',
      hint: '“Rights and access”, begin a confidential session.',
    },
    add: {
      title: 'Add a document hidden from the representatives',
      hint: '“Add a document”, a note. Who sees it was chosen already: look at it before you add.',
    },
    end: {
      title: 'Leave the confidential session',
      hint: '“Rights and access”, leave the confidential session.',
    },
  },
  questions: {
    create: {
      question: 'Who consents to the creation of a minor’s DMP?',
      answers: {
        minorAlone: 'The minor alone',
        representative: 'Their legal representative',
        nobody: 'Nobody: it is automatic',
      },
      explanation: 'Their legal representative, who is named in the record.',
    },
    session: {
      question: 'What can be added during a confidential session?',
      answers: {
        onlyHidden: 'Only documents hidden from the representatives',
        anything: 'Any document',
        nothing: 'Nothing',
      },
      explanation: 'Only what is hidden from them (EX_2.1-1050): a slip cannot betray the minor.',
    },
    export: {
      question: 'A representative asks for a copy of the record. Is the hidden document in it?',
      answers: { included: 'Yes', leftOut: 'No', onRequest: 'Yes, if they insist' },
      explanation: 'No: what is hidden from them is left out of the copy, and of the traces shown to them.',
    },
    reveal: {
      question: 'Can making a document visible to the representatives be taken back?',
      answers: {
        again: 'Yes, it can be hidden again',
        final: 'No, it is final',
        representatives: 'Yes, if they agree',
      },
      explanation: 'It is final. Do it only where the minor asks for it.',
    },
    adult: {
      question: 'What becomes of the representative’s access at majority?',
      answers: { continues: 'It goes on', endsItself: 'It ends by itself', byJudge: 'A judge must end it' },
      explanation: 'It ends by itself at eighteen.',
    },
  },
};
