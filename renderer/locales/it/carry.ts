import type { carry as english } from '../en/carry.ts'
import type { Translation } from '../translation.ts'

export const carry: Translation<typeof english> = {
  open: 'Porta su un secondo portatile…',
  title: 'Porta su un secondo portatile',
  preparing: 'Preparazione del file…',
  holds: 'Il file contiene ciò che è stato fatto qui e che il cloud non ha ancora:',
  events_one: '{{count}} azione su eventi, gare e punti di controllo',
  events_other: '{{count}} azioni su eventi, gare e punti di controllo',
  boxes_one: '{{count}} azione sui box: dove sono assegnati, come si chiamano',
  boxes_other: '{{count}} azioni sui box: dove sono assegnati, come si chiamano',
  loans_one: '{{count}} azione sui prestiti: prestati, ricevuti, prorogati, restituiti',
  loans_other: '{{count}} azioni sui prestiti: prestati, ricevuti, prorogati, restituiti',
  nothing: 'Niente da portare',
  nothingWhy:
    'Il cloud ha già tutto ciò che è stato fatto qui su eventi, box e prestiti. Un tuo secondo portatile lo ha da lì, o lo riceve quando è online.',
  how: 'Sull’altro portatile trascina il file in un punto qualsiasi della finestra, oppure scegli Scansiona → Apri file o foto. Mostra tutto subito e può continuare da lì. Più tardi il cloud riunisce i due, senza doppioni.',
  stays: 'Rilevazioni, tempi e voci di gara restano sul portatile che li ha registrati.',
  staying_one:
    '{{count}} altra azione resta qui finché questo portatile non è stato online: viene dopo una rilevazione che solo questo portatile può comunicare, o non c’era posto.',
  staying_other:
    'Altre {{count}} azioni restano qui finché questo portatile non è stato online: vengono dopo una rilevazione che solo questo portatile può comunicare, o non c’era posto.',
  onlyOurs: 'Lo accettano solo i portatili di {{organisation}}. Non contiene codici di prestito.',
  noCertificate:
    'Ora questo portatile non può firmare un file. Collegalo per dieci secondi con il telefono, poi riapri questa finestra.',
  save: 'Salva il file',
  receivedTitle: 'Dal portatile di {{member}}',
  from: '{{laptop}}, {{when}}:',
  takenNone: 'Nessuna azione accolta',
  taken_one: '{{count}} azione accolta',
  taken_other: '{{count}} azioni accolte',
  known_one: '{{count}} già nota',
  known_other: '{{count}} già note',
  notConfirmed:
    'Si vede subito qui, e puoi continuare da qui. Il primo dei due portatili che va online lo dice al cloud.',
  nothingNew: 'Non c’era nulla di nuovo. Non serviva fare nulla.',
  notTaken_one: '{{count}} azione non si è potuta accogliere qui. Resta su {{laptop}}, che la invia da sé:',
  notTaken_other: '{{count}} azioni non si sono potute accogliere qui. Restano su {{laptop}}, che le invia da sé:',
  notTakenMore_one: 'e {{count}} altra',
  notTakenMore_other: 'e altre {{count}}',
  mayNot: 'Il ruolo di {{member}} non lo permette, per quanto ne sa questo portatile.',
  notHeard: 'Questo portatile non sa ancora di che cosa si tratta: deve andare online una volta.',
  standsOnOther: 'Si basa su un’azione che non si è potuta accogliere.',
}
