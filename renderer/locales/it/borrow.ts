import type { borrow as english } from '../en/borrow.ts'
import type { Translation } from '../translation.ts'

export const borrow: Translation<typeof english> = {
  title: 'Aggiungi un box ricevuto',
  progress: '{{count}} di 16',
  notInCode: '“{{character}}” non fa parte di nessun codice di prestito. Confrontalo con l’originale.',
  tooShort: 'Un codice di prestito ha 16 lettere e cifre; questo ne ha {{count}}.',
  tooLong: 'Un codice di prestito ha 16 lettere e cifre; questo ne ha {{count}}.',
  mistyped: 'C’è un errore di battitura. Confronta con l’originale.',
  notLoanCode: 'Questo non è un codice di prestito.',
  isPartnerCode:
    'Questo è un codice partner. Serve a condividere un tuo gruppo con l’organizzazione a cui appartiene: Gruppi → menu di un gruppo → Condividi gruppo.',
  isPartnerCodeGo: 'Apri Gruppi',
  isInvitation: 'Questo è un invito per un nuovo membro. Va nella schermata di accesso, in “Ho un invito”.',
  isInvitationGo: 'Apri Opzioni per uscire',
  do: 'Aggiungi il box',
  done: '{{box}} è tuo fino a {{end}}.',
  doneUnknown: 'Il box è tuo.',
  fromPartner: 'In prestito da {{partner}}',
  leftOut: '{{serial}} resta fuori: {{reason}}',
  open: 'Apri {{serial}}',
  another: 'Aggiungine un altro',
  waitingTitle: 'Non conosciamo ancora questo codice',
  waitingOnline:
    'Forse da allora il portatile del proprietario non è stato online. Continuiamo a provare e ti avvisiamo; puoi chiudere.',
  waitingOffline: 'Ora non c’è internet. Il codice è salvato; lo proviamo appena torna e ti avvisiamo. Puoi chiudere.',
  fills: 'Aprine uno:',
  tryAgain: 'Prova di nuovo il codice',
}
