import type { assign as english } from '../en/assign.ts'
import type { Translation } from '../translation.ts'

export const assign: Translation<typeof english> = {
  lines: 'Scansionati',
  count_one: '{{count}} box assegnato qui.',
  count_other: '{{count}} box assegnati qui.',
  placeAnd: '{{place}}, {{as}}',
  same: 'già lì: {{place}}',
  unknown: 'Nessun box tuo o ricevuto in prestito ha la matricola {{text}}.',
  undone: 'annullato',
  undoOf: 'Annulla: {{box}}',
  undoRun: 'C’è una rilevazione in corso. Toglilo dall’elenco, che prima chiede.',
  camera: 'Scansiona con la fotocamera',
  cameraOff: 'Chiudi la fotocamera',
  to: 'I box scansionati vanno a: {{place}}',
  ticked: 'Assegna a…',
  tickedTitle_one: 'Assegna {{count}} box a un evento',
  tickedTitle_other: 'Assegna {{count}} box a un evento',
  event: 'Evento',
  checkpoint: 'Punto di controllo',
  placeOf: '{{place}}, {{race}}',
  leftOut: 'Escluso: {{why}}',
  noneFree: 'Nessuno di questi può andare in questo evento.',
  noEvent: 'Non c’è nessun evento oggi o in arrivo. Creane uno in Eventi.',
}
