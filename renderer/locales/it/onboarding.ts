import type { onboarding as english } from '../en/onboarding.ts'
import type { Translation } from '../translation.ts'

export const onboarding: Translation<typeof english> = {
  demo: 'Demo – qui nulla è reale',
  demoName: 'Demo',
  title: 'Primi passi',
  why: 'I primi passi di una nuova organizzazione, in qualsiasi ordine.',
  hide: 'Nascondi Primi passi',
  hideWhy: 'Li ritrovi in Opzioni.',
  done: 'Fatto',
  todo: 'Da fare',
  box: {
    title: 'Aggiungi il tuo primo box',
    titleBorrow: 'Aggiungi il primo box ricevuto',
    why: 'Registra i box che possiedi: la matricola è stampata sul box. Quelli che ti presta un partner entrano con un codice.',
    whyBorrow: 'I box che ti presta un partner entrano con un codice. I vostri li registra il vostro amministratore.',
    offline: 'Senza internet: la registrazione funziona e parte più tardi. Un box ricevuto entra con il suo codice QR.',
    register: 'Registra un box',
    many: 'Registra molti da un elenco',
    borrow: 'Aggiungi un box ricevuto',
  },
  colleague: {
    title: 'Invita il tuo primo collega',
    why: 'Riceve da te un codice e con quello accede sul suo portatile.',
    offline: 'Senza internet: puoi invitare già ora; il codice funziona quando questo portatile sarà stato online.',
    invite: 'Invita un collega',
  },
  loan: {
    title: 'Presta il tuo primo box',
    why: 'Un partner lo prende con un codice o un codice QR, e torna da sé quando il tempo è finito.',
    whyNoBox: 'Prima ti serve un box tuo. Perché un partner condivida un gruppo con te, dagli il tuo codice partner.',
    offline: 'Senza internet: il partner scansiona il codice QR dal tuo schermo.',
    lend: 'Presta {{box}}',
    partner: 'Vedi il tuo codice partner',
  },
  again: 'Primi passi',
  againWhy: 'I tre primi passi di una nuova organizzazione: un box, un collega, un prestito.',
  show: 'Mostra Primi passi',
}
