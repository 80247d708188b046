import type { ticketRefusal as english } from '../en/ticket-refusals.ts'
import type { Translation } from '../translation.ts'

export const ticketRefusal: Translation<typeof english> = {
  unreadable: 'Il codice è danneggiato o tagliato. Scansionalo di nuovo, o fattelo mandare come file.',
  'too-large': 'È più grande di qualsiasi codice di Trackside. Chiedine uno nuovo.',
  'not-canonical':
    'Il codice è tagliato, o è stato cambiato lungo la strada. Scansionalo di nuovo, o fattelo mandare come file.',
  'wrong-type':
    'Trackside firma anche questo, ma qui non c’è nulla da prendere. Chiedi al tuo partner il codice del prestito.',
  'unknown-root':
    'Questo portatile non sa dire chi l’ha firmato: è falso, o le chiavi del cloud sono più nuove di quelle che conosce. Connettiti per dieci secondi con il telefono e scansiona di nuovo.',
  'certificate-over':
    'Il portatile che l’ha creato non è online da troppo tempo: il suo certificato era scaduto. Deve andare online una volta, poi crearne uno nuovo.',
  'may-not-lend': 'Chi l’ha creato non può prestare. Chiedi a qualcuno di loro che può farlo.',
  'may-not-lendBox': '{{serial}}: chi l’ha creato non può prestare. Chiedi a qualcuno di loro che può farlo.',
  signature: 'La firma è sbagliata: il codice è stato cambiato, o è falso. Non fidarti; chiedine uno nuovo.',
  window: 'Il periodo che indica non può essere giusto. Chiedine uno nuovo.',
  twice: 'Nomina due volte lo stesso box. Chiedine uno nuovo.',
  differs: 'Non coincide con ciò che si sa di questo prestito. Chiedine uno nuovo.',
  differsBox: '{{serial}}: non coincide con ciò che si sa di questo prestito. Chiedine uno nuovo.',
  'no-such-box': 'L’organizzazione che l’ha creato non ha un box così. Chiedile di crearne uno nuovo.',
  'file-damaged': 'Il file è danneggiato o tagliato. Fallo salvare ancora una volta, e copialo di nuovo.',
  'file-too-large':
    'Questo file è più grande di quelli che Trackside crea per un secondo portatile. Fallo salvare di nuovo.',
  'file-of-others': 'Questo file è per i portatili di un’altra organizzazione. Chiedi il suo a un collega della tua.',
  'file-laptop-gone':
    'Il portatile o il membro che ha creato questo file forse non può più lavorare per la tua organizzazione. Non è stato preso nulla. Chiedi al tuo amministratore.',
  other: 'Non ci si può fidare. Chiedine uno nuovo.',
  ahead:
    'Dice di essere stato creato {{at}}, che deve ancora venire: uno dei due orologi è sbagliato. Connettiti per dieci secondi con il telefono e scansiona di nuovo; se non cambia, deve farlo l’altro portatile.',
  aheadPlain:
    'Dice di essere stato creato più tardi di adesso: uno dei due orologi è sbagliato. Connettiti per dieci secondi con il telefono e scansiona di nuovo.',
  behind: 'L’orologio di questo portatile è indietro di {{duration}}. Connettiti per dieci secondi con il telefono.',
  behindPlain: 'L’orologio di questo portatile è indietro. Connettiti per dieci secondi con il telefono.',
}
