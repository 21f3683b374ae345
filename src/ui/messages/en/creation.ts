import type { DossierTexts } from '../fr/dossier.ts';

export const creation = {
  title: 'Create a DMP',
  steps: ['Inform', 'Collect consent', 'Identify'],
  nobody: 'Start by reading the Vitale card',
  nobodyText: 'A creation always starts from the person’s card: an identity typed by hand is not enough.',
  toVitale: 'Read the Vitale card',
  backStep: 'Previous step',
  giveUp: 'Give up',
  nothingYet: 'Nothing is created before the last confirmation.',
  inform: {
    title: 'Inform the person',
    lead: 'Tell them, in your own words, what the DMP is:',
    points: [
      'It is their record: they decide to create it, what it holds and who reads it.',
      'The professionals they authorise find reports, results and treatments in it.',
      'It is free and not compulsory: refusing changes nothing in their care or reimbursements.',
      'Each access is noted. They can see who read what, hide a document, close their record.',
    ],
    brochure: 'Open the brochure to hand over',
    version: (version: string) => `Version ${version}, to print or to read together`,
    done: 'Informed, brochure handed over',
  },
  consent: {
    title: 'Collect consent',
    lead: 'Tick what the person tells you. Without consent no DMP is created.',
    create: 'The person consents to the creation of their DMP',
    createHint: 'Your tick is the record of their consent, with the time and your name.',
    missing: 'Without consent the creation ends here. Tick the first box if the person consents.',
    emergency: 'In an emergency',
    emergencyText: 'Ticked by default; untick what the person refuses.',
    breakGlass: '“Break-glass” access',
    breakGlassHint:
      'If they cannot speak and their life is in danger, a professional may open their record, saying why.',
    dispatchCentre: 'Access by the emergency call centre (15, SAMU)',
    dispatchCentreHint:
      'If they call or somebody calls for them, the regulating doctor may read their record during the call.',
    done: 'Record the consent',
  },
  identify: {
    title: 'Identify by the Vitale card',
    lead: 'The card is read now, in the presence of the person, then you confirm that it is them.',
    wrongPerson: 'This is not the card of that person',
    wrongPersonText: (name: string) =>
      `The consent collected is that of ${name}, who is not on the card just read. Insert their card, or give up and start again with the other person.`,
    question: 'Is this the person in front of you?',
    check: 'Ask for their name, first name and birth date without reading them aloud.',
    done: 'This is the person: create their DMP',
    creating: 'Creating the DMP…',
  },
  reopen: {
    title: 'Reopen a DMP',
    nothingYet: 'Nothing is reopened before the last confirmation.',
    done: 'It is this person: reopen their DMP',
    creating: 'Reopening the DMP…',
    created: 'The DMP is reopened',
    createdText: (name: string, moment: string) =>
      `The DMP of ${name} has been open again since ${moment}. Authorisations from before it was closed do not come back.`,
    receipt: 'Receipt of reopening to hand over',
    authoriseText:
      'Reopening does not authorise you to consult it. If the person agrees, authorise yourself: it is an act of its own, noted in the traces, good for a year.',
  },
  representative: {
    title: 'Legal representative',
    text: 'This person is a minor: their legal representative consents for them, and is named in the record until they come of age.',
    save: 'Record this representative',
    saved: (name: string) => `Legal representative: ${name}`,
    change: 'Name another',
    missing: 'Name the legal representative first.',
  },
  outOfOrder:
    'The clock of this device went back since the previous step. Return to the first step and start again.',
  result: {
    created: 'The DMP is created',
    createdText: (name: string, moment: string) => `The DMP of ${name} exists since ${moment}.`,
    existing: 'This DMP existed already',
    existingText: (name: string) =>
      `${name} already had a DMP: no second one was made. The steps you just took are noted in its traces.`,
    waiting: 'The creation waits to be sent',
    waitingText: (name: string) =>
      `There is no network. The creation of the DMP of ${name} is kept on this device and will leave by itself; do not do it again.`,
    toOutbox: 'See what is to be sent',
    waitingMore:
      'You may write in this record already: what you add leaves behind the creation, in its order.',
    addDocument: 'Add a document',
    authoriseOffline: 'Authorise me',
    authoriseOfflineText:
      'If the person agrees, authorise yourself now: it is an act of its own, valid for one year, which leaves behind the creation.',
    authorisedOffline: 'Your authorisation waits behind the creation',
    seeDossier: 'See the record to be created',
    authoriseTitle: 'Consult this record',
    authoriseText:
      'Creating it does not authorise you to consult it. If the person agrees, authorise yourself: it is an act of its own, noted in their traces, valid for one year.',
    authorise: 'Authorise me to consult this record',
    open: 'Open the record',
    later: 'Later',
    receipt: 'Receipt of creation to hand over',
  },
  pending: {
    title: 'DMP to be created',
    text: 'It is not on the server yet: its creation and what you add leave by themselves when the network is back, in their order. Do not create it again.',
    refused: 'The creation was refused',
    refusedText: 'Nothing is lost: the reason stands in the outbox, with all that you wrote for this record.',
    existed:
      'This DMP existed already; the consent that was given is noted there and your documents are added to it.',
  },
} satisfies DossierTexts['creation'];
