import type { cloudAddress as english } from '../en/cloud-address.ts'
import type { Translation } from '../translation.ts'

export const cloudAddress: Translation<typeof english> = {
  title: 'Con quale cloud lavori?',
  why: 'Box, prestiti ed eventi della tua organizzazione si incontrano in un cloud. Chiedi l’indirizzo al tuo amministratore.',
  label: 'Indirizzo del cloud',
  hint: 'Per esempio https://cloud.example. Resta su questo computer.',
  save: 'Usa questo cloud',
  other: 'Un altro cloud…',
  otherTitle: 'Lavora con un altro cloud',
  otherNow: 'Ora è {{url}}. Confrontalo con quello che ti ha dato il tuo amministratore.',
  stay: 'Resta con questo',
  membersKept:
    'Su questo computer sono conservati dati di qualcuno per questo cloud, perciò resta con questo. Per un altro cloud, avvia Trackside con un’altra cartella dati: --data=',
  problem: {
    missing: 'Inserisci l’indirizzo del tuo cloud.',
    unencrypted: 'L’indirizzo deve iniziare con https://, perché le password viaggino cifrate.',
    extras: 'Solo l’indirizzo, per favore: senza nome utente, password, ? o #.',
    unreadable: 'Questo non è un indirizzo. Confrontalo con l’originale; è simile a https://cloud.example.',
  },
}
