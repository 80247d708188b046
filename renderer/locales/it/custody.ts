import type { custody as englishCustody, rights as englishRights } from '../en/custody.ts'
import type { Translation } from '../translation.ts'

export const custody: Translation<typeof englishCustody> = {
  ours: 'Nostro',
  oursAvailable: 'Nostro · disponibile',
  oursOutOfService: 'Nostro · fuori servizio',
  reserved: 'Riservato per il prestito',
  for: 'per {{partner}}',
  lent: 'Prestato a {{partner}}',
  borrowed: 'In prestito da {{partner}}',
  throughGroup: 'Condiviso tramite {{group}} da {{partner}}',
  throughGroupLine: 'Condiviso tramite {{group}}',
  by: 'da {{partner}}',
  notAvailable: 'ora non disponibile',
  over: 'Prestito finito, non rientrato',
  retired: 'Dismesso',
  unknown: 'Non più con noi',
  partnerUnknown: 'un partner',
  anyone: 'chiunque abbia il codice',
  you: 'tu',
  path: '{{owner}} → {{holder}}',
  until: 'fino a {{end}}',
  ended: 'finito',
  finished: 'Prestito finito',
  with: 'presso {{partner}}',
  late: '{{duration}} di ritardo',
  notConfirmed: 'non ancora confermato',
  byReceipt: 'da ricevuta, non ancora confermato',
  notConfirmedShort: 'da confermare',
  byReceiptShort: 'da ricevuta',
}

export const rights: Translation<typeof englishRights> = {
  look: 'vedere',
  use: 'usare in gara',
  time: 'cronometrare',
  edit: 'modificare',
  short: {
    look: 'in visione',
    use: 'da usare in gara',
    edit: 'da modificare',
    all: 'da usare e modificare',
  },
}
