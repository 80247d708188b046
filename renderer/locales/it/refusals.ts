import type { refusal as english } from '../en/refusals.ts'
import type { Translation } from '../translation.ts'

export const refusal: Translation<typeof english> = {
  FORBIDDEN:
    'Il tuo ruolo non lo permette. Chiedi a un amministratore della tua organizzazione di farlo o di darti un altro ruolo.',
  FORBIDDEN_shareUse:
    '{{organisation}} condivide {{serial}} con te per vederlo, non per usarlo in gara. Chiedi un altro ruolo.',
  FORBIDDEN_shareRun: '{{organisation}} condivide {{serial}} con te senza tempi live. Chiedi un altro ruolo.',
  FORBIDDEN_shareEdit:
    '{{organisation}} condivide {{serial}} con te senza il diritto di modificarlo. Chiedi un altro ruolo.',
  NOT_FOUND: 'Ciò di cui si trattava non c’è più, o non ti viene più mostrato. Guarda di nuovo l’elenco.',
  BOX_IN_USE: 'Il box è in uso. Prima toglilo dal suo evento, o scegli di toglierlo e prestarlo.',
  BOX_IN_USE_event: 'Il box è in {{event}}. Prima toglilo da lì, o scegli di toglierlo e prestarlo.',
  BOX_IN_USE_run:
    'C’è una rilevazione in corso per questo box. Prima fermala, o scegli di togliere il box e prestarlo.',
  BOX_IN_USE_organisation: '{{organisation}} sta usando il box. Si può prestare quando l’avrà tolto.',
  BOX_RESERVED: 'Il box è riservato per il prestito. Termina il prestito per usarlo tu.',
  BOX_RESERVED_until: '{{serial}} è riservato per il prestito fino a {{end}}. Termina il prestito per usarlo tu.',
  BOX_LENT: 'Il box è prestato. Torna tuo alla fine del prestito; puoi terminarlo in ogni momento.',
  BOX_LENT_until: '{{serial}} è presso {{organisation}} fino a {{end}}. Puoi terminare il prestito in ogni momento.',
  BOX_LENT_took:
    '{{organisation}} ha preso {{serial}} {{when}}: è arrivata prima. Chiedi al proprietario quale box puoi avere in cambio.',
  BOX_LENT_reserved:
    '{{serial}} è stato prestato ad altri {{when}}: quello è venuto prima. Chiedi al proprietario quale box puoi avere in cambio.',
  BOX_NOT_HELD: 'Il box non è più con te. Chiedi al proprietario un nuovo codice di prestito.',
  BOX_NOT_HELD_ended: 'Il prestito di {{serial}} è finito {{end}}. Chiedi al proprietario un nuovo codice di prestito.',
  BOX_NOT_AVAILABLE: 'Ora il box non è disponibile. Scegline un altro.',
  BOX_NOT_AVAILABLE_retired: '{{serial}} è dismesso. Scegli un altro box, o registralo di nuovo.',
  BOX_NOT_AVAILABLE_service: '{{serial}} è fuori servizio. Prima rimettilo in servizio.',
  BOX_NOT_AVAILABLE_lent:
    'Ora {{serial}} non è disponibile. Scegli un altro box, o chiedi al proprietario quando rientra.',
  BOX_ASSIGNED: 'Il box serve già un altro evento. Prima toglilo da lì.',
  BOX_ASSIGNED_event: 'Il box serve già {{event}}. Prima toglilo da lì.',
  BOX_ASSIGNED_organisation: '{{organisation}} ha il box in un suo evento. È libero quando lo toglie.',
  BOX_NOT_ASSIGNED: 'Il box non è in un evento, perciò non c’è nulla da togliere.',
  TOKEN_MALFORMED:
    'Questo non è un codice di prestito: ne servono 16 lettere e cifre, e qui c’è un errore di battitura. Confronta con l’originale.',
  TOKEN_UNKNOWN:
    'Nessuno ha creato questo codice di prestito. Confrontalo con l’originale, o chiedine uno nuovo al proprietario.',
  TOKEN_OWN: 'Questo è un tuo codice di prestito. Dallo al partner che deve avere il box.',
  TOKEN_NOT_FOR_YOU: 'Questo prestito è per un’altra organizzazione. Chiedi al proprietario un codice per te.',
  TOKEN_USED: 'Questo codice di prestito è già stato usato. Chiedine uno nuovo al proprietario.',
  TOKEN_USED_you: 'Hai già usato questo codice di prestito: il box è nel tuo elenco, o il suo prestito è finito.',
  TOKEN_USED_by: '{{organisation}} l’ha preso {{when}}: è arrivata prima. Chiedine uno nuovo al proprietario.',
  TOKEN_REVOKED: 'Il proprietario ha ritirato questo prestito prima che fosse usato. Chiedi un nuovo codice.',
  TOKEN_EXPIRED: 'Il prestito è scaduto. Chiedi un nuovo codice al proprietario.',
  TOKEN_EXPIRED_ended: 'Il prestito è scaduto {{end}}. Chiedi un nuovo codice al proprietario.',
  PLAN_LIMIT:
    'Il tuo piano non contiene altri box. Restituiscine o dismettine uno, o chiedi al tuo amministratore un piano più grande.',
  PLAN_LIMIT_boxes_one:
    '{{plan}} contiene {{count}} box; hai {{boxes}}. Restituiscine uno, o chiedi al tuo amministratore un piano più grande.',
  PLAN_LIMIT_boxes_other:
    '{{plan}} contiene {{count}} box; hai {{boxes}}. Restituiscine uno, o chiedi al tuo amministratore un piano più grande.',
  PLAN_LIMIT_none_one:
    '{{plan}} contiene {{count}} box, meno di quanti ne vuoi insieme. Chiedi al tuo amministratore un piano più grande.',
  PLAN_LIMIT_none_other:
    '{{plan}} contiene {{count}} box, meno di quanti ne vuoi insieme. Chiedi al tuo amministratore un piano più grande.',
  LOAN_ENDED: 'Il prestito è già finito, perciò non c’è più nulla da fare.',
  LOAN_ENDED_at: 'Il prestito di {{serial}} era già finito {{end}}.',
  NOT_OWNER: 'Può farlo solo il proprietario. Chiedi all’organizzazione a cui appartiene il box.',
  NOT_OWNER_group: 'Può farlo solo il proprietario di {{group}}. Chiedi all’organizzazione che lo condivide con te.',
  GROUP_SHARED:
    'Un gruppo si può condividere con una sola organizzazione. Prima chiudi quella condivisione, o cambiane il ruolo.',
  GROUP_SHARED_with:
    '{{group}} è condiviso con {{organisation}}. Ciò che contiene, ciò che sta sopra e ciò che sta sotto non si può condividere con altri. Prima chiudi quella condivisione, o cambiane il ruolo.',
  GROUP_NOT_SHARED: 'Il gruppo non è più condiviso, perciò non c’è nulla da cambiare o da chiudere.',
  GROUP_NOT_SHARED_name: '{{group}} non è più condiviso, perciò non c’è nulla da cambiare o da chiudere.',
  GROUP_CYCLE: 'Un gruppo non può andare dentro sé stesso, né in un gruppo che contiene. Scegli un altro posto.',
  GROUP_NOT_EMPTY: 'Il gruppo non è vuoto. Prima sposta ciò che contiene.',
  GROUP_NOT_EMPTY_with: '{{group}} non è vuoto: contiene {{what}}. Prima sposta ciò che contiene.',
  holdsBoxes_one: '{{count}} box',
  holdsBoxes_other: '{{count}} box',
  holdsGroups_one: '{{count}} gruppo',
  holdsGroups_other: '{{count}} gruppi',
  SHARING_CODE_UNKNOWN:
    'Ora nessuna organizzazione ha questo codice partner; forse è stato rinnovato. Chiedi al tuo partner quello in Gruppi → Condivisi con te.',
  SHARING_CODE_UNKNOWN_mistyped:
    'Questo non è un codice partner: ha una P e 16 lettere e cifre, e qui c’è un errore di battitura. Confronta con l’originale.',
  SHARING_CODE_UNKNOWN_token:
    'Questo è un codice di prestito: vale per un prestito, non per un gruppo. Va in Dispositivi → Aggiungi un box ricevuto.',
  SHARING_CODE_UNKNOWN_invitation: 'Questo è un invito per un nuovo membro. Va nella schermata di accesso, non qui.',
  SHARING_CODE_OWN: 'Questo è il tuo codice partner. Chiedi al tuo partner il suo.',
  ROLE_IN_USE: 'Il ruolo è in uso. Prima danne un altro a chi ce l’ha.',
  ROLE_IN_USE_by: '{{role}} è in uso: {{users}}. Prima dai loro un altro ruolo.',
  ROLE_BUILT_IN: 'Questo ruolo è di Trackside e non si può cambiare. Creane uno tuo.',
  ROLE_BUILT_IN_name: '{{role}} è un ruolo di Trackside e non si può cambiare. Crea un ruolo tuo.',
  LAST_ADMIN: 'La tua organizzazione ha bisogno di un ADMIN. Prima dai il ruolo ADMIN a qualcun altro.',
  LAST_ADMIN_name: '{{member}} è l’unico ADMIN. Prima dai il ruolo ADMIN a qualcun altro.',
  NOT_RECIPIENT: 'Solo l’organizzazione che ha il box può restituirlo. Come proprietario puoi terminare il prestito.',
  SESSION_RUNNING: 'Un’altra organizzazione ha una rilevazione in corso su questo box. Prima deve fermarsi lì.',
  SESSION_CLOSED: 'Questa rilevazione è già ferma. Avviane una nuova se il box deve continuare.',
  SESSION_CLOSED_at: 'Questa rilevazione si è fermata {{end}}. Avviane una nuova se il box deve continuare.',
  DEPENDS_ON_REFUSED:
    'Si basava su qualcosa che il cloud ha rifiutato, perciò è caduto con quello. Rifai prima quello, poi questo.',
  COMMAND_UNKNOWN:
    'Il cloud non lo conosce ancora: è più vecchio di questa app. Chiedi al tuo amministratore di aggiornarlo.',
  COMMAND_INVALID: 'Qualcosa non può essere giusto. Controlla ciò che hai inserito e riprova.',
  COMMAND_INVALID_taken: 'È già in uso. Scegline un altro.',
  COMMAND_INVALID_serial: 'Hai già un box con questa matricola. Cercalo nell’elenco.',
  COMMAND_INVALID_name: 'Questo nome è già preso. Scegline un altro.',
  COMMAND_INVALID_email: 'Qualcuno con questo indirizzo e-mail è già membro.',
  COMMAND_INVALID_order: 'L’ultimo arrivo non può essere previsto prima della partenza. Cambia uno dei due orari.',
  TICKET_INVALID: 'Di questo codice non ci si può fidare. Chiedine uno nuovo.',
  TICKET_CLOCK: 'Uno dei due orologi è sbagliato. Connettiti per dieci secondi con il telefono e scansiona di nuovo.',
  unknown: 'È stato rifiutato ({{code}}). Nulla è cambiato.',
  organisationUnknown: 'un’altra organizzazione',
}
