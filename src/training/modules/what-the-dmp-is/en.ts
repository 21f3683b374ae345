import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'What the DMP is, and what it is not',
  summary: 'Tell a person in two minutes what their record is and what it does not do.',
  pages: {
    what: {
      title: 'A tool to coordinate care',
      blocks: [
        'The DMP (the French shared medical record) brings together what several professionals need for the same person: reports, test results, allergies, treatments. Practices and hospitals read the same thing.',
        'It is a public service, free for everybody covered by the French health insurance. It is not compulsory: who refuses is treated and reimbursed like anybody else.',
        { source: 'Act of 13 August 2004; Code de la santé publique, L1111-14 and following' },
      ],
    },
    'is-not': {
      title: 'What it is not',
      blocks: [
        'The DMP does not replace your own professional record, and is not meant to be exhaustive. You put into it what you find useful to coordinate care.',
        {
          list: [
            'It is no mailbox: a document added there warns nobody of anything urgent.',
            'It is no reimbursement file.',
            'What it does not hold may exist all the same: “nothing found” is not “no allergy”.',
          ],
        },
      ],
    },
    whose: {
      title: 'The patient’s record',
      blocks: [
        'The person decides that it is created, and authorises the professionals of their choice to consult it. They can change their mind at any time, mask a document, have the record closed.',
        'Each access leaves a trace: who, when, to do what, in which mode. The person may ask to see these traces.',
        'A child can have a DMP once they have a social security number of their own on a carte Vitale. Their legal representative consents for them.',
        { source: 'L1111-19; information brochure' },
      ],
    },
    sources: {
      title: 'An identifier that is not the social security number',
      blocks: [
        'The record is filed under a health identifier (INS), computed when the carte Vitale is read. It serves only to keep and exchange health data, and makes sure that they are those of the person being cared for.',
        'The number read from the card serves for this computation, then Relais forgets it: it is neither shown nor kept.',
        'Using the DMP takes two things: to identify oneself by the professional’s card, and to be authorised by the patient.',
      ],
    },
  },
  exercise: '',
  steps: {},
  questions: {
    replaces: {
      question: 'Does the DMP replace your professional record?',
      answers: { yes: 'Yes', no: 'No', later: 'Yes, after the first year' },
      explanation:
        'No. Your professional record stays yours, and complete; the DMP holds what serves coordination.',
    },
    optional: {
      question: 'Who decides that a DMP is created?',
      answers: {
        mandatory: 'The law: it is compulsory',
        holderDecides: 'The person, once informed',
        doctorDecides: 'The attending physician',
      },
      explanation: 'The person. The DMP is not compulsory, and refusing changes nothing about care.',
    },
    number: {
      question: 'Under what is a record filed?',
      answers: {
        ins: 'A health identifier (INS)',
        nir: 'The social security number',
        phone: 'The telephone number',
      },
      explanation:
        'A health identifier, different from the social security number, that serves for health data only.',
    },
    content: {
      question: 'What goes into a DMP?',
      answers: {
        everything: 'All that your software holds',
        useful: 'What you find useful to coordinate care',
        lettersOnly: 'Letters of the hospital only',
      },
      explanation: 'What helps those who care for the same person. The DMP is not meant to be exhaustive.',
    },
    minor: {
      question: 'Can a child have a DMP?',
      answers: {
        never: 'No, never',
        ownNumber: 'Yes, with a number of their own on a carte Vitale',
        sixteen: 'Only from sixteen on',
      },
      explanation:
        'Yes, once they have a social security number of their own on a carte Vitale; their legal representative consents for them.',
    },
  },
};
