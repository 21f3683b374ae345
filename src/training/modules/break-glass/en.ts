import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'Break-glass',
  summary: 'Open a record in an emergency, when the person cannot speak, and answer for it.',
  pages: {
    when: {
      title: 'When',
      blocks: [
        'Two conditions together: the person cannot speak, and their health is in immediate danger. Where they can answer, ask for their agreement: it is quicker, and it is their right.',
        'Any health professional may do it. The regulating doctor of the centre 15 has a way of their own.',
        { source: 'L1111-17 I' },
      ],
    },
    how: {
      title: 'How',
      blocks: [
        {
          list: [
            'Who: exact name, first name and birth date, carte Vitale, or INS code. There is no approximate search.',
            'Why: a reason, written.',
            'You: the code of your card, or your passkey. One must be signed in and have a network.',
          ],
        },
        'The button stands on the lock screen: get ready before you need it.',
      ],
    },
    limits: {
      title: 'What stays closed',
      blocks: [
        'Where the person refused break-glass, or blocked you, nothing opens, and the screen says so. What they masked stays masked.',
        'The access shows as long as it lasts: a violet frame, the time left. Nothing is kept on the device. It closes by itself after four hours, or the time that the operator chose; end it as soon as you can.',
        { source: 'R1111-49; EX_0.3-1050' },
      ],
    },
    after: {
      title: 'Afterwards',
      blocks: [
        'The person and their attending physician are told. Without an address for e-mail the person gets a letter.',
        'Write what the access was for, in a few words: it joins the traces, which the person can read.',
        { source: 'R1111-48' },
      ],
    },
  },
  exercise:
    'Jeanne MODELE, 58, is found unconscious at home. Her carte Vitale is in her bag. Look for what may put her in danger, then answer for your access.',
  steps: {
    open: {
      title: 'Open her record in emergency',
      hint: '“Emergency”: Jeanne’s carte Vitale into the reader, carte Vitale, a reason, then your CPS card and the code 1234.',
    },
    read: {
      title: 'Read her allergies and treatments',
      hint: 'The summary shows them; open the document “Allergies and treatments (exercise)” that they come from.',
    },
    end: { title: 'End the access', hint: 'The button in the violet band.' },
    note: {
      title: 'Write what it was for',
      hint: 'On the page that follows: a few words, then the button beside.',
    },
  },
  questions: {
    condition: {
      question: 'You are in a hurry, the person can speak. Break-glass?',
      answers: {
        hurry: 'Yes, to save time',
        cannotSpeak: 'No: only where they cannot speak and are in immediate danger',
        forgotCard: 'Yes, if they forgot their carte Vitale',
      },
      explanation: 'Both conditions are needed together. Otherwise one asks for the person’s agreement.',
    },
    refused: {
      question: 'The person had refused break-glass. What happens?',
      answers: {
        openAnyway: 'The record opens, with a reason',
        nothingOpens: 'Nothing opens, and the screen says so',
        doctorOpens: 'A doctor can pass over it',
      },
      explanation: 'The refusal holds for everybody, said beforehand and knowingly (L1111-17 I).',
    },
    told: {
      question: 'Who is told of a break-glass access?',
      answers: {
        nobody: 'Nobody',
        holderAndDoctor: 'The person and their attending physician',
        operator: 'The operator only',
      },
      explanation: 'The person and their attending physician, by notice or by letter (R1111-48).',
    },
    masked: {
      question: 'Does a masked document show in an emergency?',
      answers: { visible: 'Yes', staysHidden: 'No', afterReason: 'Yes, after a second reason' },
      explanation: 'No: what is masked stays so. What you read is therefore not necessarily complete.',
    },
    network: {
      question: 'Break-glass works…',
      answers: {
        offline: 'without a network only',
        online: 'with a network only',
        both: 'with or without a network',
      },
      explanation: 'With a network: the server decides, and notes it. Nothing is decided offline.',
    },
  },
};
