import type { ModuleTexts } from '#training/module.ts';

export const en: ModuleTexts = {
  title: 'Create a DMP',
  summary: 'Inform, collect consent, identify: three steps, in this order.',
  pages: {
    inform: {
      title: '1. Inform',
      blocks: [
        'Say in your own words what the DMP is, and hand over the information brochure. Relais shows it on the screen, prints it, and notes which version was handed over.',
        'Nothing is created before the last step: the person can stop at any time.',
        { source: 'EX_1.1-1010' },
      ],
    },
    consent: {
      title: '2. Collect consent',
      blocks: [
        'Tick what the person tells you. Your tick, your name and the time stand for their consent; without it there is no DMP.',
        'The two emergency accesses, break-glass and the centre 15, are ticked at first. Explain them, and untick what is refused.',
        'For a minor the legal representative consents: name them first.',
        { source: 'EX_1.1-1050' },
      ],
    },
    identify: {
      title: '3. Identify by the carte Vitale',
      blocks: [
        'The card is read in the person’s presence, then you confirm that it is theirs: ask for their name, first name and birth date, without reading them aloud.',
        'An identity typed by hand never creates a DMP. Some cards do not allow it: a child without a number of their own, a birth date with 00, a card of the first generation. Relais says why.',
        { source: 'EX_GEN-1250; EX_GEN-1400' },
      ],
    },
    afterwards: {
      title: 'After the creation',
      blocks: [
        'Print the receipt of the creation and hand it over.',
        'Creating a record does not authorise you to read it. Authorising yourself is an act of its own, good for one year, if the person agrees.',
        'Without a network the three steps can be done too: the creation waits on the device and goes by itself. Do not do it again.',
        { source: 'EX_0.3-1010; EX_1.2-1010' },
      ],
    },
  },
  exercise:
    'Rose EXERCICE, 82, wants a DMP. She accepts break-glass, but refuses the access of the centre 15. She agrees that you consult her record.',
  steps: {
    card: {
      title: 'Read Rose’s carte Vitale',
      hint: 'Open “Read the Vitale card”, then put Rose’s card into the reader, below.',
    },
    create: {
      title: 'Create her DMP, without the access of the centre 15',
      hint: 'Create the DMP, then the three steps. In the second, tick the consent and untick the access of the centre 15.',
    },
    authorise: {
      title: 'Authorise yourself to consult it',
      hint: 'On the screen after the creation, or by reading her card again: open the record with the holder’s agreement.',
    },
  },
  questions: {
    order: {
      question: 'What comes first?',
      answers: {
        consentFirst: 'The consent',
        informFirst: 'The information and the brochure',
        cardFirst: 'Confirming the identity',
      },
      explanation: 'One informs first: a consent counts only where it is informed.',
    },
    typed: {
      question: 'The person does not have their carte Vitale. Can you create their DMP?',
      answers: { yes: 'Yes, by typing their name', no: 'No', withReason: 'Yes, by writing a reason' },
      explanation:
        'No: a creation always starts from a card that was read. Without it, one person might get two records.',
    },
    emergency: {
      question: 'How are the two emergency accesses presented?',
      answers: {
        ticked: 'Ticked; one unticks what the person refuses',
        unticked: 'Unticked; one ticks what they accept',
        absent: 'They are not asked about',
      },
      explanation: 'Ticked at first (EX_1.1-1050): so they must be explained, and what is refused unticked.',
    },
    'own-access': {
      question: 'You have just created the record. Can you read it?',
      answers: {
        automatic: 'Yes, automatically',
        separate: 'Only after an authorisation, an act of its own',
        doctorsOnly: 'Only if you are a doctor',
      },
      explanation: 'An authorisation is an explicit act each time (EX_0.3-1010). It holds for one year.',
    },
    offline: {
      question: 'The network is missing during the creation. What happens?',
      answers: {
        impossible: 'It is impossible',
        waits: 'It waits on the device and goes by itself',
        again: 'It must be done again once the network is back',
      },
      explanation: 'It waits, sealed, and goes by itself. Doing it again would write the same thing twice.',
    },
  },
};
