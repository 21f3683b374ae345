export const devices = {
  title: 'Mes appareils',
  lead: 'Ceux où vous vous êtes connecté avec votre carte. Un appareil perdu ou volé s’efface d’ici.',
  none: 'Aucun appareil',
  thisOne: 'cet appareil',
  isNew: 'nouvel appareil',
  newText:
    'Un appareil s’est enregistré à votre nom depuis votre dernière visite. Si ce n’était pas vous, effacez-le et prévenez l’exploitant.',
  registered: (date: string) => `enregistré le ${date}`,
  seen: (moment: string) => `dernier contact ${moment}`,
  states: {
    active: 'actif',
    expired: 'expiré',
    revoked: 'révoqué',
    wipeAsked: 'effacement demandé',
    wiped: 'effacé',
  },
  wipeAskedAt: (moment: string) => `effacement demandé le ${moment}, pas encore confirmé`,
  wipedAt: (moment: string) => `effacé le ${moment}`,
  wipe: 'Effacer à distance',
  wipeTitle: (name: string) => `Effacer «\u00a0${name}\u00a0»\u00a0?`,
  destroyed:
    'Tout ce que cet appareil garde de vous sera détruit\u00a0: vos dossiers, vos documents, votre coffre et ses clés, votre connexion.',
  unsent: 'Ce que vous y avez écrit et qui n’a pas encore été envoyé sera détruit aussi, et perdu.',
  when: 'Vos sessions y prennent fin tout de suite. L’effacement a lieu dès que l’appareil joint le serveur, même verrouillé\u00a0; cette liste le confirme alors. Il ne peut être annulé.',
  others: 'Les coffres d’autres professionnels sur le même appareil n’y perdent rien.',
  confirm: 'Effacer cet appareil',
  asked: (name: string) => `Effacement demandé\u00a0: ${name}`,
};
