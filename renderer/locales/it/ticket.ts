import type { ticket as english } from '../en/ticket.ts'
import type { Translation } from '../translation.ts'

export const ticket: Translation<typeof english> = {
  copy: 'Copia come testo',
  save: 'Salva come file',
  qr: {
    ticket: 'Codice QR: prestito di {{what}}',
    receipt: 'Codice QR: ricevuta per {{what}}',
    'return-slip': 'Codice QR: tagliando di restituzione per {{what}}',
    'extension-slip': 'Codice QR: tagliando di proroga per {{what}}',
    card: 'Codice QR: scheda di {{what}}',
  },
  face: 'I due portatili non possono stare uno di fronte all’altro? Fotografa il codice con un telefono e mostra la foto all’altro portatile.',
  worksNow: 'Il codice QR funziona già, senza internet.',
  fileWorksNow: 'Il file funziona già, senza internet.',
  codeWorks: 'Il codice breve funziona già.',
  codeNotYet: 'Il codice breve funziona quando questo portatile sarà stato online.',
  tooMany: 'Più di cinque box non entrano in un codice QR. Invia il file, o fai scrivere il codice breve.',
  noTicket:
    'Nessun codice QR: questo portatile non può firmarne uno per quel periodo. Con internet il codice breve fa lo stesso.',
  forPartner: 'Per {{partner}}. Nessun altro può prenderlo.',
  forAnyone: 'Per chiunque: ce l’ha chi lo scansiona per primo.',
  shortCode: 'Codice breve',
  scanReceipt: 'Scansiona la sua ricevuta',
  receiptLead: 'Fallo scansionare a {{partner}}: così vede che ce l’hai tu.',
  returnLead: 'Fallo scansionare a {{partner}}: così vede che l’hai restituito, e può usarlo subito.',
  extensionLead: 'Fallo scansionare a {{partner}}: così può usarlo fino a {{end}}, senza internet.',
  cardLead: 'Falla scansionare a un partner: così può prestare a te, e a nessun altro, senza internet.',
  receiptTitle: 'Ricevuta per {{box}}',
  returnTitle: 'Tagliando di restituzione per {{box}}',
  extensionTitle: 'Tagliando di proroga per {{box}}',
  cardTitle: 'La mia scheda',
  none: {
    receipt:
      'Questo portatile non ne ha una ricevuta: il box è stato preso con il codice breve, o su un altro portatile. Il proprietario lo vede nel cloud.',
    'return-slip': 'Ora questo portatile non può creare il tagliando di restituzione. Potrà quando sarà stato online.',
    'extension-slip': 'Ora questo portatile non può creare il tagliando di proroga. Potrà quando sarà stato online.',
    ticket:
      'Su questo portatile non ci sono né il codice né il codice QR: sono stati creati su un altro, o non si è potuto crearli.',
    card: 'Questo portatile non ha ancora una scheda. L’avrà quando sarà stato online.',
  },
  show: {
    receipt: 'Mostra ricevuta',
    'return-slip': 'Mostra tagliando di restituzione',
    'extension-slip': 'Mostra tagliando di proroga',
    ticket: 'Mostra il codice',
    card: 'Mostra la mia scheda',
  },
  showOn: '{{act}}: {{box}}',
  slipOptional: 'Non serve se entrambi i portatili hanno internet.',
  askTitle: 'Chiedi più tempo a {{partner}}',
  ask: 'Chiedi più tempo',
  askOn: 'Chiedi più tempo: {{box}}',
  askEnds: 'Il prestito di {{box}} finisce {{end}} ({{in}}).',
  askEnded: 'Il prestito di {{box}} è finito {{end}}. Solo un nuovo prestito lo riporta da te.',
  askCall: 'Chiama',
  askNoContact: '{{partner}} non ha detto chi chiamare.',
  askMessage: 'Messaggio',
  askText:
    'Ciao {{partner}}, ci serve {{box}} oltre {{end}}. Potete prorogare il prestito in Trackside, o mostrarci il tagliando di proroga? {{member}}, {{organisation}}',
  askTextEnded:
    'Ciao {{partner}}, il prestito di {{box}} è finito {{end}} e ci serve ancora. Potete prestarcelo di nuovo in Trackside? {{member}}, {{organisation}}',
  askCopy: 'Copia messaggio',
  askScan: 'Scansiona il tagliando di proroga di {{partner}}',
  askScanNew: 'Scansiona il nuovo prestito di {{partner}}',
  askHow: 'Con internet la nuova fine arriva da sé. Senza, scansiona il loro tagliando di proroga.',
}
