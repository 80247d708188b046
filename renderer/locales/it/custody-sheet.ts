import type { custodySheet as english } from '../en/custody-sheet.ts'
import type { Translation } from '../translation.ts'

export const custodySheet: Translation<typeof english> = {
  open: 'Foglio di custodia',
  title: 'Foglio di custodia',
  heading: 'Foglio di custodia: {{of}}',
  choose: 'Quali box',
  all: 'Tutti quelli via, ricevuti o tramite un gruppo',
  partner: 'Presso {{partner}} o suoi',
  event: 'In {{event}}',
  print: 'Stampa foglio di custodia',
  savePdf: 'Salva come PDF',
  fileName: 'Foglio di custodia {{date}} {{of}}',
  printWhy: 'Per conservarlo come file, scegli “Salva come PDF” come stampante.',
  printed: 'Stampato {{when}}, ora di {{zone}}',
  count_one: '{{count}} box',
  count_other: '{{count}} box',
  columnBox: 'Box',
  columnName: 'Nome',
  columnCustody: 'Di chi, presso chi',
  columnUntil: 'Fino a',
  columnPartner: 'Partner, telefono',
  columnPlace: 'Dove',
  columnSign: 'Firma',
  over: 'finito da {{when}}',
  none: 'Nessun box va su questo foglio',
  noneWhy: 'Qui ci sono i box prestati, ricevuti in prestito o raggiunti tramite un gruppo.',
}
