import type { PatientTexts } from '../fr/patient.ts';

export const patient = {
  print: 'Print',
  save: 'Save as PDF',
  saving: 'Preparing the PDF…',
  saved: (name) => `${name} is among the downloads of this device.`,
  failed: 'The PDF could not be made',
  failedText:
    'Nothing is lost: the text is still on this screen. Print it, or try again once the network is back.',
  lettersMissing: 'A name has letters that this device cannot draw',
  lettersMissingText:
    'On paper, empty boxes stand in their place. The rest is complete. Write this name by hand before you hand the paper over, or make it on another device.',
  chooseEdition: 'Text of the brochure',
  editions: { fr: 'Français', 'fr-easy': 'Facile à lire', en: 'English' },
  chooseLanguage: 'Language of the text',
  toRights: 'All rights of the holder, in plain words',
  rightsTitle: 'Rights of the holder',
  toBrochure: 'The information brochure',
  files: {
    brochure: 'dmp-brochure',
    rights: 'holder-rights',
    consent: 'dmp-consent',
    receipt: 'dmp-receipt',
  },
  pageNumber: (page, pages) => `page ${page} of ${pages}`,
  madeAt: (moment) => `Drawn up on ${moment}`,
  yes: 'Yes',
  no: 'No',
  people: {
    title: 'Who',
    holder: 'Holder',
    birth: 'Date of birth',
    birthUnknown: 'not known',
    insC: 'INS-C identifier',
    representative: 'Legal representative',
    collectedBy: 'Collected by',
    collectedAt: 'On',
    brochure: 'Brochure handed over',
    brochureVersion: (version) => `Information for patients, version ${version}`,
  },
  questions: {
    create: 'The creation of the shared medical record',
    reopen: 'The reopening of the shared medical record',
    breakGlass:
      '“Break-glass” access: if I cannot express myself and my health is in immediate danger, a professional opens my record, saying why',
    dispatchCentre:
      'Access by the dispatch doctor of the ambulance service (15) when they take a call about me',
  },
  consent: {
    title: 'Consent to the creation of the shared medical record',
    titleReopen: 'Consent to the reopening of the shared medical record',
    subtitle: 'Form to sign',
    form: 'Form to sign',
    formText:
      'Optional: your tick is enough. The form repeats what is ticked above; nothing is ticked on it until the person has consented.',
    informed: 'What was explained to me',
    informedPoints: [
      'I was given the information brochure and could ask my questions.',
      'The record is free and not compulsory: refusing changes nothing to my care or reimbursements.',
      'Creating it lets nobody read it: I will be asked for that separately.',
      'I may change my mind at any time and have the record closed.',
    ],
    said: 'My answer',
    notSaid: 'My answer (to be ticked)',
    signatures: 'Signatures',
    holderSigns: 'Holder, or their legal representative. Date and signature:',
    professionalSigns: 'Professional who collected the consent. Signature:',
    proof:
      'The consent is also recorded in Relais, with the time and the name of the person who collected it: the law does not require this signature. This paper is neither scanned nor sent.',
    reference:
      'French Public Health Code, articles L1111-14, L1111-17, R1111-36 and R1111-48; Regulation (EU) 2016/679, article 7',
  },
  receipt: {
    save: 'Receipt as PDF',
    subtitle: 'For the holder to keep',
    created: 'Receipt for the creation of the shared medical record',
    reopened: 'Receipt for the reopening of the shared medical record',
    waiting: 'Receipt for a recorded request: shared medical record to be created',
    waitingReopen: 'Receipt for a recorded request: shared medical record to be reopened',
    waitingText:
      'There was no network. The consent and the request are recorded, encrypted, on the professional’s device; they leave by themselves once the network is back. The record exists from that moment on.',
    createdAt: 'Created on',
    reopenedAt: 'Reopened on',
    recordedAt: 'Recorded on',
    said: 'What was said',
    rights: 'And now',
    rightsPoints: [
      'This record is yours. At any time you may know who read it, authorise or withdraw a professional, hide a document, go back on the emergency accesses, close the record or have it erased.',
      'Ask a professional whom you authorised, your attending physician, or the organisation that provides Relais to them. If you disagree: CNIL, www.cnil.fr.',
    ],
    reference:
      'French Public Health Code, articles L1111-14, L1111-17, L1111-19, R1111-36, R1111-46, R1111-48 and R1111-49',
  },
} satisfies PatientTexts;
