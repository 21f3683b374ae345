import type { scan as french } from '../fr/scan.ts';

/** Texts of the reading of a datamatrix. */
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
};
