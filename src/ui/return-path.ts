/** Where to go after an unlock or a sign-in: a path of this site named by `?retour=`, else the list of dossiers. */
export function returnPath(url: URL): string {
  const wanted = url.searchParams.get('retour') ?? '/';
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}

/** The address of the unlock page that leads back here. */
export const unlockPath = (from: string): string => `/coffre?retour=${encodeURIComponent(from)}`;
