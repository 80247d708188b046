import type { shell as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

export const shell: Translation<typeof english> = {
  menu: {
    file: '&File',
    open: 'Apri ticket o file…',
    takeAlong: 'Porta con te…',
    print: 'Stampa foglio di custodia…',
    closeWindow: 'Chiudi finestra',
    quit: 'Esci da Trackside',
    edit: '&Modifica',
    undo: 'Annulla',
    redo: 'Ripeti',
    cut: 'Taglia',
    copy: 'Copia',
    paste: 'Incolla',
    selectAll: 'Seleziona tutto',
    view: '&Visualizza',
    actualSize: 'Dimensioni reali',
    zoomIn: 'Ingrandisci',
    zoomOut: 'Riduci',
    fullScreen: 'Schermo intero',
    go: 'Va&i',
    goTo: {
      today: 'Oggi',
      devices: 'Dispositivi',
      loans: 'Prestiti',
      events: 'Eventi',
      groups: 'Gruppi',
      attention: 'Da risolvere',
    },
    window: 'Finestra',
    minimize: 'Riduci a icona',
    zoomWindow: 'Ridimensiona',
    allToFront: 'Porta tutto in primo piano',
    services: 'Servizi',
    hide: 'Nascondi Trackside',
    hideOthers: 'Nascondi altre',
    showAll: 'Mostra tutte',
    help: '&Aiuto',
    shortcuts: 'Scorciatoie da tastiera',
    diagnostics: 'Salva diagnostica…',
    updates: 'Cerca aggiornamenti…',
    about: 'Informazioni su Trackside',
  },
  quit: {
    whileTiming: 'Uscire durante il cronometraggio?',
    beforeSent: 'Uscire prima che tutto sia inviato?',
    recording_one:
      'In registrazione qui: {{boxes}}. Finché Trackside è chiuso, questo portatile non registra nulla. La rilevazione non viene terminata.',
    recording_other:
      'In registrazione qui: {{boxes}}. Finché Trackside è chiuso, questo portatile non registra nulla. Le rilevazioni non vengono terminate.',
    unsent_one: '{{count}} azione non è ancora inviata. È salvata, e parte quando Trackside viene riaperto.',
    unsent_other: '{{count}} azioni non sono ancora inviate. Sono salvate, e partono quando Trackside viene riaperto.',
    quit: 'Esci',
    stay: 'Resta',
  },
  shutDown: {
    waits: 'Al computer è stato detto di aspettare',
    recording:
      'In registrazione qui: {{boxes}}. Se il computer si spegne, questo portatile non registra nulla. Per spegnerlo comunque, prima esci da Trackside.',
    quit: 'Esci da Trackside',
    stay: 'Continua a registrare',
  },
  open: {
    'not-there': 'Non si può leggere questo file. Forse è stato spostato, o non hai il permesso di leggerlo.',
    'too-large': 'Questo file è molto più grande di quelli di Trackside. Chiedi il file .trackside.',
    'not-ours': 'Questo non è un file di Trackside. Chiedi il file .trackside, o apri Trackside e scansiona il codice.',
    'not-addressed':
      'Questo link non contiene un ticket destinato a una sola organizzazione; gli altri non si accettano da un link. Chiedi il codice QR o il file .trackside.',
  },
  cloud: {
    argument:
      '--cloud= vuole un indirizzo come https://cloud.example, senza utente, password o query. Senza cifratura (http:) solo su questo stesso computer, per esempio http://127.0.0.1:4000.',
    environment:
      'TRACKSIDE_CLOUD vuole un indirizzo come https://cloud.example, senza utente, password o query. Senza cifratura (http:) solo su questo stesso computer, per esempio http://127.0.0.1:4000.',
    packaged:
      'Questa installazione porta con sé un indirizzo di cloud che non lo è. Chiedi un altro programma di installazione, o avvia Trackside con --cloud= e l’indirizzo del tuo cloud.',
    other: 'Trackside è già aperto, con un altro cloud',
    otherDetail: 'Lavora con {{here}}. Per avviarlo con {{asked}}, prima chiudilo.',
  },
  start: {
    folderInUse:
      'Trackside è già aperto con la stessa cartella dati: {{folder}}. Prima chiudilo, o scegli un’altra cartella con --data=.',
  },
  board: {
    notOpened: 'Non è stato possibile aprire il tabellone. Riprova dall’evento.',
  },
  print: {
    savePdf: 'Salva come PDF',
    notPrinted: 'Non è stato possibile stampare il foglio di custodia. Controlla la stampante, o salvalo come PDF.',
    pdfNotSaved: 'Non è stato possibile salvare lì il PDF. Scegli un altro posto.',
  },
  diagnostics: {
    title: 'Salva diagnostica',
    fileName: 'trackside-diagnostica.txt',
    notSaved: 'Non è stato possibile salvare lì il file. Scegli un altro posto.',
  },
  ok: 'OK',
}
