import type { HelpSections } from '#ui/help/help-text.ts';

export const sections: HelpSections = {
  accueil: {
    title: 'The first page',
    purpose: 'Your records, your round and what waits to be sent. Everything begins here.',
    steps: [
      'Open a record of the list, or read a carte Vitale.',
      'At the top of the screen, the state of the exchange says whether all has gone; touch Outbox for the details.',
      'Under Account: your devices, your notices, the vault, language and appearance.',
    ],
    notes: ['Without a network, records kept on this device open as usual.'],
    terms: ['dmp', 'coffre', 'pret'],
  },
  connexion: {
    title: 'Signing in',
    purpose: 'Prove who you are with your CPS card. A sign-in lasts twelve hours and needs the network.',
    steps: [
      'Put your card in the reader.',
      'Type its code, on the reader’s own keys where it has some.',
      'Where the card names several places of practice, choose today’s.',
      'The first time on this device, choose a passphrase.',
    ],
    notes: [
      'A wrong code is never tried again: the screen says how many tries are left before it blocks.',
      'Unlocking the device needs no network.',
    ],
    terms: ['cps', 'phrase-secrete', 'poste-partage'],
  },
  coffre: {
    title: 'The vault',
    purpose: 'Open what is kept on this device, and choose how it opens and locks.',
    steps: [
      'Unlock with your passphrase, a passkey or your card.',
      'Keep two ways to open at least: if one is lost, the other still opens.',
      'Set after how many minutes the device locks by itself.',
    ],
    notes: [
      'After several wrong passphrases the next try waits, from five seconds to an hour.',
      'Locked, the device sends nothing; what waits goes after the next unlock.',
    ],
    terms: ['coffre', 'phrase-secrete', 'cle-d-acces', 'cps'],
  },
  lecteur: {
    title: 'My reader',
    purpose: 'Choose what reads your cards, and check that it works.',
    steps: [
      'A reader on a computer: start Relais bridge there and point at its QR code.',
      'A reader plugged into this device: Choose a USB reader.',
      'Test reads the card that is in it and measures; the report holds nothing personal.',
    ],
    notes: [
      'The browser keeps most USB readers to itself: a bridge is needed then.',
      'Pair only with a computer in front of you, and end the pairing when it is of no use.',
    ],
    terms: ['poste-passerelle', 'appairage', 'carte-vitale', 'cps'],
  },
  vitale: {
    title: 'Reading a carte Vitale',
    purpose: 'Find the record of the person in front of you, or learn that they have none.',
    steps: [
      'Put the card in: reading begins by itself.',
      'Where the card carries several people, choose the right one.',
      'According to the answer: open the record, ask for the holder’s agreement, or create the DMP.',
    ],
    notes: ['The social security number is neither shown nor kept.'],
    terms: ['carte-vitale', 'ins-c', 'nir', 'identitovigilance'],
  },
  creation: {
    title: 'Creating a DMP',
    purpose: 'Create a person’s record, with their agreement. Nothing is created before the last step.',
    steps: [
      'Inform: say what the DMP is and hand over the brochure.',
      'Collect the consent; untick the emergency accesses that they refuse.',
      'Identify: the card is read, you confirm that it is them.',
      'Print the receipt for them.',
    ],
    notes: [
      'For a minor, first name the legal representative who consents for them.',
      'Creating the record does not authorise you to read it: that is an act of its own.',
      'Without a network the creation waits and goes by itself; do not do it again.',
    ],
    terms: ['consentement', 'brochure', 'bris-de-glace', 'centre-15', 'representant-legal'],
  },
  recherche: {
    title: 'Searching',
    purpose: 'Find a word inside the documents kept on this device.',
    steps: [
      'Type one or several words; accents, plurals and small mistakes are understood.',
      'Put an exact phrase in quotation marks.',
      'Touch a result to open the document at that place.',
    ],
    notes: ['A scanned document has no text: the list says so.'],
    terms: ['cda'],
  },
  dossier: {
    title: 'The record and its summary',
    purpose:
      'See first what is dangerous: allergies, treatments at risk, problems, directives, then whom to call.',
    steps: [
      'Check at the top of the screen that it is the right person.',
      'Read the summary; each line says which document says so, and of when. Touch it to open that.',
      'Before a visit without a network, choose Keep on this device.',
    ],
    notes: [
      '“Nothing found in the documents that were read” is not “No known allergy”.',
      'Documents that Relais could not read are counted: they may hold what is not there.',
    ],
    terms: ['fiche-d-urgence', 'ins-c', 'pret', 'directives-anticipees', 'personne-de-confiance'],
  },
  documents: {
    title: 'The list of documents',
    purpose: 'Find a document: by month, type, specialty, author or stay.',
    steps: [
      'Choose an order, then open a document.',
      'New marks what others added since your last visit; the star is yours alone.',
      'Order, choose a period also shows archived, replaced and masked ones.',
    ],
    terms: ['masquage', 'non-visible-du-titulaire', 'synthese-medicale'],
  },
  'lire-un-document': {
    title: 'Reading a document',
    purpose: 'Read, compare, print or correct a document, and decide who sees it.',
    steps: [
      'Read the document; enlarge it, look for a word in it.',
      'Under Act on this document: mask, archive, replace or delete.',
      'Two versions of one document are read side by side.',
    ],
    notes: ['Only its author replaces or deletes a document. Each reading leaves a trace.'],
    terms: ['cda', 'masquage', 'trace'],
  },
  resultats: {
    title: 'Results',
    purpose: 'Follow a test or a measure over time.',
    steps: [
      'Choose one or several tests.',
      'Touch the curve, or the arrow keys, to read a value.',
      'Table gives the figures and the reference values of the document.',
    ],
    notes: ['Two units are brought together only where the conversion is safe.'],
    terms: ['loinc'],
  },
  ajouter: {
    title: 'Adding a document',
    purpose: 'File a document, a photo, a note or readings in the record, without a network too.',
    steps: [
      'Choose: a file, a photograph, a note, or readings and care.',
      'Give a title, a type and a date.',
      'Choose who sees it, then add it to the record.',
    ],
    notes: [
      'Adding needs no authorisation.',
      'Where the document names another person than the holder, Relais shows it and asks why to add it.',
      'What you are writing comes back after a lock.',
    ],
    terms: ['alimenter', 'masquage', 'non-visible-du-titulaire', 'non-visible-des-representants'],
  },
  visibilite: {
    title: 'Who sees a document',
    purpose: 'Decide, when adding, whether a document is visible to all or not yet.',
    steps: [
      'Leave it visible to all, mostly.',
      'Masked to professionals: at the holder’s wish.',
      'Not visible to the holder: until it was told in person, a month at most.',
      'Not visible to the legal representatives: for a minor who asks for secrecy.',
    ],
    notes: ['Making it visible to the holder or the representatives is final.'],
    terms: [
      'masquage',
      'non-visible-du-titulaire',
      'non-visible-des-representants',
      'session-confidentielle',
    ],
  },
  droits: {
    title: 'Rights and access',
    purpose:
      'Show the holder who may read their record, and do what they decide. Read this screen with them.',
    steps: [
      'Authorise a professional or a team: carte Vitale read, or a written reason.',
      'Withdraw the authorisation: the record leaves their devices at the next contact.',
      'Block somebody, in an emergency too.',
      'Refuse break-glass or the centre 15: untick, then save.',
    ],
    notes: ['Taking away, closing or erasing the record: The record itself, at the foot of the screen.'],
    terms: [
      'autorisation',
      'equipe-de-soins',
      'medecin-traitant',
      'professionnel-bloque',
      'opposition',
      'representant-legal',
      'session-confidentielle',
      'cloture',
      'effacement',
    ],
  },
  traces: {
    title: 'Who saw what',
    purpose: 'Show each act on the record: who, when, in which mode, by which rule.',
    steps: ['Go through the list, or filter by person, act or period.', 'Export it to hand to the holder.'],
    notes: ['Readings without a network are noted there when it is back. This screen needs the network.'],
    terms: ['trace', 'bris-de-glace'],
  },
  urgence: {
    title: 'In an emergency',
    purpose:
      'Open the record of a person who cannot speak and whose health is in immediate danger. You must be signed in and have a network; the vault may stay locked.',
    steps: [
      'Say who: exact name, carte Vitale or INS code.',
      'Say why.',
      'Confirm with your card’s code or your passkey.',
      'End the access when you need it no more.',
    ],
    notes: [
      'The holder and their attending physician are told.',
      'Nothing is kept on the device; what is masked stays so.',
      'Where the holder refused, the screen says so and nothing opens.',
    ],
    terms: ['bris-de-glace', 'centre-15', 'opposition', 'personne-de-confiance', 'directives-anticipees'],
  },
  tournee: {
    title: 'The round',
    purpose: 'Prepare your visits of the day and take the records along.',
    steps: [
      'Choose the records and their order.',
      'Prepare before leaving: records and their documents are fetched.',
      'On the round, open each record with one touch.',
    ],
    notes: ['A record whose loan ends soon is marked: pass by a network again.'],
    terms: ['tournee', 'pret'],
  },
  'hors-ligne': {
    title: 'Without a network',
    purpose: 'Read and write at somebody’s home when nothing gets through.',
    steps: [
      'Before leaving, open each record and choose Keep on this device.',
      'There, open Relais at the same address and unlock.',
      'Read and add as usual; all goes by itself when the network is back.',
    ],
    notes: [
      'Signing in, an emergency access and the traces need the network.',
      'Do not clear the browser’s data while something waits.',
    ],
    terms: ['pret', 'envoi', 'coffre'],
  },
  envois: {
    title: 'The outbox',
    purpose: 'See what you wrote here, what has arrived, and what was refused.',
    steps: [
      'Waiting: goes by itself when the network is back and the vault is open.',
      'Refused: read the reason, then correct, do again, export or drop it.',
      'Export makes a file to hand over by other means, should the wait last.',
    ],
    notes: ['A refused item does not hold up the others.'],
    terms: ['envoi'],
  },
  avis: {
    title: 'Notices and letters',
    purpose: 'What concerns you, and the letters to print for holders without an e-mail address.',
    steps: [
      'Read your notices; they tell for instance of an emergency access to one of your patients’ records.',
      'Where the operator entitled you, print the letters and mark them as printed.',
    ],
    terms: ['avis', 'lettre'],
  },
  appareils: {
    title: 'My devices',
    purpose: 'See the devices in your name, and have a lost one wiped.',
    steps: [
      'Check that you know each device.',
      'Lost or stolen: Wipe remotely. It destroys what it keeps in your name at its next contact.',
    ],
    notes: [
      'What it had not sent is lost.',
      'Without another device, call the information service (Help, Support).',
    ],
    terms: ['coffre', 'pret'],
  },
  cles: {
    title: 'My passkeys',
    purpose: 'Register a passkey, to confirm an emergency without taking out your card.',
    steps: [
      'Register it within a quarter of an hour of signing in by card.',
      'Remove those that you use no more.',
    ],
    terms: ['cle-d-acces', 'bris-de-glace'],
  },
  patient: {
    title: 'Informing the patient',
    purpose: 'Show, print and hand over the brochure and the holder’s rights.',
    steps: [
      'Choose the person’s language; the brochure opens without a network.',
      'Print it or read it with them, before asking for their agreement.',
    ],
    terms: ['brochure', 'consentement', 'titulaire'],
  },
  formation: {
    title: 'Training',
    purpose: 'Learn by doing, on a fictional record, at no risk.',
    steps: [
      'Choose a module, read, then do the exercise step by step.',
      'Answer the questions; each answer is explained.',
    ],
    terms: ['secret-professionnel'],
  },
};
