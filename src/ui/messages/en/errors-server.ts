import { words, type ProblemTexts } from '../problem.ts';

const KEPT = 'What you wrote is kept on this device.';
const NO_SESSION = 'You are not signed in. Records kept on this device stay readable.';
const ASK = 'Tell your IT service at what time you tried.';

export const server: ProblemTexts['server'] = {
  badRequest: () =>
    words(
      'The server did not understand the request',
      'It does not have the form it expects.',
      KEPT,
      `Reload the page and try again. ${ASK}`,
    ),
  unknownProcedure: () =>
    words(
      'The server does not know this action',
      'Page and server are of different versions.',
      KEPT,
      'Reload the page.',
    ),
  wireVersion: () =>
    words('Relais needs an update', 'Page and server are of different versions.', KEPT, 'Reload the page.'),
  originRefused: () =>
    words(
      'The server refused this address',
      'The page was not opened at the official address of Relais.',
      KEPT,
      'Open Relais at the address given by your organisation.',
    ),
  tooLarge: () =>
    words(
      'This is too large to send',
      'It exceeds what the server accepts.',
      KEPT,
      'Make the document smaller and add it again.',
    ),
  dpopMissing: () =>
    words(
      'The request was not signed',
      'The server did not get the proof that this device is yours.',
      KEPT,
      'Reload the page and try again.',
    ),
  dpopInvalid: () =>
    words(
      'The proof of this device was refused',
      'Its signature does not fit this session.',
      KEPT,
      'Sign out, then sign in again with your CPS card.',
    ),
  dpopNonce: () =>
    words('The server asks for a new proof', 'The one from this device was too old.', KEPT, 'Try again.'),
  sessionMissing: () =>
    words(
      'You are not signed in',
      'This is done on the server, in an open session.',
      KEPT,
      'Sign in with your CPS card.',
    ),
  sessionEnded: () =>
    words(
      'Your session has ended',
      'The server closed it, for its length or for safety.',
      KEPT,
      'Sign in again with your CPS card.',
    ),
  deviceUnknown: () =>
    words(
      'The server does not know this device',
      'It was never registered, or no longer is.',
      KEPT,
      'Sign in again with your CPS card from this device.',
    ),
  wipeAsked: () =>
    words(
      'This device was reported lost',
      'Its dossiers were erased as its professional or the operator asked.',
      'Nothing that it held is left here.',
      'Sign in again with your CPS card: the device will be registered anew.',
    ),
  forbidden: () =>
    words(
      'You do not have this right',
      'The holder has not authorised you to do this, or no longer does.',
      KEPT,
      'Ask for their authorisation, in their presence, with their Vitale card.',
    ),
  notFound: () =>
    words(
      'Not found',
      'The server found nothing open to you under this reference.',
      KEPT,
      'Go back to the list of records.',
    ),
  nonceUnknown: () =>
    words(
      'Signing in took too long',
      'A sign-in request is valid for two minutes and works once.',
      NO_SESSION,
      'Start signing in again.',
    ),
  loginSignatureInvalid: () =>
    words(
      'The signature of the card is not valid',
      'It was not made for this server, this address or this device.',
      NO_SESSION,
      `Check the address of the page, then try again. ${ASK}`,
    ),
  certificateUnreadable: () =>
    words('The certificate of the card is unreadable', 'It is malformed.', NO_SESSION, 'Ask for a new card.'),
  certificateUntrusted: () =>
    words(
      'This certificate is not recognised',
      'It was not issued by an authority that this server accepts.',
      NO_SESSION,
      'Check that you are using a genuine CPS card on the right instance of Relais.',
    ),
  certificateExpired: () =>
    words(
      'The card is not valid today',
      'Its certificate has expired, or is not valid yet.',
      NO_SESSION,
      'Ask for the renewal of your CPS card.',
    ),
  certificateRevoked: () =>
    words(
      'This card was revoked',
      'It was declared lost, stolen or replaced.',
      NO_SESSION,
      'Use your new card. If this is a mistake, contact the Agence du numérique en santé.',
    ),
  certificatePurpose: () =>
    words(
      'This certificate is not for signing in',
      'The card presented its signature certificate.',
      NO_SESSION,
      ASK,
    ),
  revocationListMissing: () =>
    words(
      'Signing in cannot be checked',
      'The server has no current list of revoked cards; to be safe, it refuses.',
      NO_SESSION,
      'Tell your IT service: the revocation list needs renewing.',
    ),
  professionalUnknown: () =>
    words(
      'You are not registered here',
      'Your card is valid, but this server does not know you.',
      NO_SESSION,
      'Ask your IT service to add you.',
    ),
  uploadRefused: () =>
    words(
      'The transfer was refused',
      'The server did not accept this content.',
      KEPT,
      'Check the document, then try again.',
    ),
  peerAway: () =>
    words(
      'The other side is not there',
      'The bridge, or the paired device, is not connected at the moment.',
      KEPT,
      'Check that the bridge is switched on and its program runs, then try again.',
    ),
  notPaired: () =>
    words(
      'This device is no longer paired',
      'The pairing with the bridge has ended, or never existed.',
      KEPT,
      'Pair the device again from the bridge.',
    ),
  offerUnknown: () =>
    words(
      'This pairing link no longer holds',
      'It is valid for ten minutes, for one device only.',
      KEPT,
      'Show a new code on the bridge, then try again.',
    ),
  streamReplaced: () =>
    words(
      'Another tab took over',
      'Relais is open elsewhere on this device, and talks to the bridge from there.',
      KEPT,
      'Go on there, or close the other tab and try again.',
    ),
  rateLimited: () =>
    words(
      'Too many requests at once',
      'The server asks to slow down.',
      KEPT,
      'Wait a minute, then try again.',
    ),
  internal: () =>
    words('The server met an error', 'The action was not completed.', KEPT, `Try again in a moment. ${ASK}`),
  serverFull: () =>
    words(
      'The server has no room left',
      'Its disk is full: it can store nothing, not even the trace of a reading.',
      KEPT,
      'Nothing to do here: sending goes on by itself. Your IT service has to make room.',
    ),
  serverBusy: () =>
    words(
      'The server is very busy',
      'It could not handle the request in time.',
      KEPT,
      'Nothing to do for what waits: sending goes on by itself. For anything else, try again in a moment.',
    ),
  digestMismatch: () =>
    words(
      'What was received is incomplete',
      'It does not match what the server announces, even after reading again.',
      KEPT,
      `Nothing incomplete is shown. ${ASK}`,
    ),
  receiptMismatch: () =>
    words(
      'The server’s answer does not match what was sent',
      'Its receipts are not the ones expected.',
      'Everything still waits to be sent.',
      `Sending will be tried again. ${ASK}`,
    ),
  otherProfessional: () =>
    words(
      'This is not your card',
      'The proof is that of another professional than the one signed in.',
      KEPT,
      'Present your own card, or sign in with this one.',
    ),
  passkeyRefused: () =>
    words(
      'The passkey was refused',
      'It is unknown, or your confirmation was not verified in time.',
      KEPT,
      'Try again, or use your CPS card.',
    ),
  signInNotFresh: () =>
    words(
      'You signed in more than a quarter of an hour ago',
      'This is done only shortly after the card was presented.',
      KEPT,
      'Sign out, sign in again with your card, then start over.',
    ),
};
