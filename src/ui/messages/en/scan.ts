import type { scan as french } from '../fr/scan.ts';

/** Texts of the reading of a code by camera or hand scanner. */
export const scan: typeof french = {
  label: 'Reading the INS code',
  aim: 'Aim at the square of dots',
  aimText:
    'It is on the wristband, the label or the prescription. Hold the device still, some ten centimetres away.',
  video: 'Picture of the camera',
  starting: 'Starting the camera…',
  problems: {
    missing: {
      title: 'No camera here',
      text: 'Choose a photo of the code, or use a hand scanner.',
    },
    refused: {
      title: 'This page may not use the camera',
      text: 'Allow it in the settings of the browser, then try again; or choose a photo.',
    },
    busy: {
      title: 'The camera does not answer',
      text: 'Another program may be using it. Close that one, then try again.',
    },
    reader: {
      title: 'The reader of codes could not be loaded',
      text: 'Check the network, then try again. A hand scanner works without it.',
    },
    picture: {
      title: 'This file is no photo that can be read',
      text: 'Choose a JPEG or PNG photo.',
    },
    noCode: {
      title: 'No readable code in this photo',
      text: 'Take it again from nearer, in good light, with the code lying flat.',
    },
  },
  retry: 'Try again',
  photo: 'Choose a photo',
  reading: 'Reading the photo…',
  text: 'Hand scanner, or text of the code',
  textHint: 'Click here, then read the code with the hand scanner.',
  useText: 'Confirm',
  cancel: 'Cancel',
  pairing: {
    label: 'Reading the QR code of the bridge',
    aim: 'Aim at the QR code',
    aimText: 'The computer of the reader shows it. Hold the device still, some twenty centimetres away.',
    text: 'Link of the bridge',
    textHint: 'Or paste the link that it shows.',
  },
  pairingUnreadable: 'This is not the code of a bridge of this server',
  pairingUnreadableText: 'Nothing was paired. Show a new QR code on the computer of the reader.',
  open: 'Read an INS code',
  wedge: 'A hand scanner is read on this page without a click.',
  unreadable: 'This code is not a readable INS code',
  unreadableText: 'Nothing of it was kept. Read it again, or read the carte Vitale.',
  searching: (name: string) => `Looking for the dossier of ${name}…`,
  noProof: (name: string) => `The code names ${name}`,
  noProofText:
    'It saves typing and does not prove identity. To create, reopen or authorise, read the carte Vitale.',
  notOpened: {
    create: 'No dossier was found for this person.',
    authorise: 'Their dossier exists; you are not authorised for it.',
    closed: 'Their dossier is closed.',
  },
  samePerson: 'The code names the same person',
  samePersonText: 'It does not replace the reading of the carte Vitale.',
  otherPerson: (name: string) => `The code names another person: ${name}`,
  otherPersonText: 'Check the wristband and the card. Nothing was created.',
};
