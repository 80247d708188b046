import type { updates as english } from '../en/updates.ts'
import type { Translation } from '../translation.ts'

export const updates: Translation<typeof english> = {
  title: 'Aggiornamenti',
  version: 'Versione',
  off: 'Questa installazione non cerca aggiornamenti. Chiedi una versione più recente a chi ti ha dato Trackside.',
  idle: 'Trackside controlla una volta al giorno, e non scarica nulla da sé.',
  checking: 'Ricerca di una versione più recente',
  current: 'Questa è la versione più recente.',
  available: '{{version}} è disponibile. Si scarica quando lo dici tu.',
  downloading: 'Download di {{version}}',
  ready: '{{version}} è scaricata. Trackside si chiude per installarla, e si riapre nella nuova versione.',
  failed: {
    'no-feed':
      'Il server degli aggiornamenti non si raggiunge o non si capisce. Controlla la connessione a internet, poi riprova.',
    'not-trusted':
      'Ciò che è arrivato non è l’aggiornamento autentico, perciò è stato scartato. Controlla di nuovo più tardi. Se non cambia, avvisa chi ti ha dato Trackside.',
    disk: 'Qui non si può salvare l’aggiornamento. Fai spazio sul disco, poi controlla di nuovo.',
    other:
      'L’aggiornamento non è riuscito, e Trackside resta com’è. Controlla di nuovo, o installa a mano la versione più recente.',
  },
  check: 'Cerca aggiornamenti',
  checkAgain: 'Controlla di nuovo',
  download: 'Scarica {{version}}',
  cancel: 'Annulla il download',
  install: 'Riavvia e installa',
  recording: 'Questo portatile registra {{boxes}}. Prima ferma la rilevazione.',
  waiting: 'Aggiornamento disponibile',
}
