import type { keys as english } from '../en/keys.ts'
import type { Translation } from '../translation.ts'

export const keys: Translation<typeof english> = {
  title: 'Chiavi API',
  list: 'Chiavi API',
  why: 'Con una chiave, un dispositivo o un programma invia passaggi al cloud, o ne legge box e rilevazioni.',
  column: { name: 'Nome', access: 'Può', scope: 'Per', created: 'Creata', used: 'Ultimo uso' },
  access: { READ: 'Leggere', WRITE: 'Scrivere', READ_WRITE: 'Leggere e scrivere' },
  accessWhat: {
    READ: 'Box, rilevazioni e il loro stato',
    WRITE: 'Inviare passaggi e stato, legare box, avviare rilevazioni',
    READ_WRITE: 'L’uno e l’altro',
  },
  organisation: 'l’organizzazione',
  boxGone: 'un box che non è più qui',
  usedNever: 'mai',
  usedNow: 'proprio ora',
  none: 'Ancora nessuna chiave API',
  noneText:
    'Un box che invia al cloud da sé, o un tuo programma, ha bisogno di una chiave propria. Creane una per ciascuno, così ognuna si può revocare da sola.',
  noMatch: 'Nessuna chiave corrisponde a “{{query}}”',
  noMatchText: 'La ricerca guarda nome, box e che cosa può fare la chiave.',
  showAll: 'Mostra tutto',
  loading: 'Domanda al cloud…',
  offline: 'Per le chiavi API serve internet',
  offlineText:
    'Stanno nel cloud. Il cronometraggio continua anche senza; le chiavi compaiono qui appena c’è connessione.',
  old: 'Ora non c’è internet. Queste sono le chiavi com’erano; per cambiare qualcosa, questo portatile deve essere online.',
  tryAgain: 'Riprova',
  forbidden: 'Il tuo ruolo non permette di vedere le chiavi API',
  forbiddenText: 'Chiedi a un amministratore della tua organizzazione.',
  gone: 'Questa chiave non è più qui',
  goneText: 'È stata revocata.',

  create: 'Crea chiave',
  createTitle: 'Crea una chiave API',
  name: 'Nome',
  nameHint: 'Di chi la userà, per esempio “Tappeto al KM 5”',
  nameWrong: 'Serve un nome di al massimo 60 caratteri.',
  accessLabel: 'Che cosa può fare',
  scopeLabel: 'Per',
  scopeHint: 'La chiave di un solo box può inviare soltanto i passaggi e lo stato di quel box.',
  createDo: 'Crea la chiave {{name}}',
  createDoEmpty: 'Crea la chiave',
  failed: {
    'no-cloud':
      'Ora non c’è internet, perciò non è stata creata nessuna chiave. Riprova quando questo portatile è online.',
    forbidden: 'Il tuo ruolo non lo permette. Chiedi a un amministratore della tua organizzazione.',
  },
  madeTitle: 'La chiave {{name}}',
  made: 'Chiave API',
  madeOnce:
    'Viene mostrata solo questa volta. Trackside e il cloud non la conservano: chi ce l’ha può usarla finché non viene revocata.',
  copy: 'Copia la chiave',
  stored: 'L’ho conservata',
  leaveTitle: 'Hai conservato la chiave?',
  leaveText: 'La chiave {{name}} non si può mostrare di nuovo. Se si perde, revocala e creane un’altra.',
  leaveBack: 'Mostra ancora la chiave',
  leaveDo: 'Sì, chiudi',

  revoke: 'Revoca {{name}}',
  revokeTitle: 'Revocare la chiave {{name}}?',
  revokeText: 'Chi la usa resta fuori subito e non può rientrare con essa. Quanto ha inviato resta.',
  revokeUsed: 'È stata usata l’ultima volta {{when}}.',
  revoked: 'La chiave {{name}} è revocata',
  revokeFailed: {
    'no-cloud': 'Ora non c’è internet: la chiave funziona ancora. Riprova quando questo portatile è online.',
    forbidden:
      'Il tuo ruolo non lo permette: la chiave funziona ancora. Chiedi a un amministratore della tua organizzazione.',
  },
}
