import type { signIn as english } from '../en/sign-in.ts'
import type { Translation } from '../translation.ts'

export const signIn: Translation<typeof english> = {
  product: 'Trackside',
  claim: 'Presta, ricevi e usa i CloudBox, online o no.',
  choose: 'Come iniziare',
  tabIn: 'Accedi',
  tabUp: 'Nuova organizzazione',
  tabInvited: 'Ho un invito',
  code: 'Codice di invito',
  codeHint: 'Inizia con J; seguono 16 lettere e cifre. Spazi e trattini non contano.',
  codeMissing: 'Inserisci il codice intero: J, e 16 lettere e cifre. Ora sono {{count}} di 17.',
  codeMistyped: 'C’è un errore di battitura. Confronta con l’originale.',
  codeStranger: '“{{character}}” non fa parte di nessun codice. Confrontalo con l’originale.',
  codeLong: 'Un codice di invito ha 17 lettere e cifre; questo ne ha {{count}}.',
  codeToken: 'Questo è un codice di prestito. Prima accedi; va in Dispositivi → Aggiungi un box ricevuto.',
  codePartner:
    'Questo è un codice partner. Prima accedi; va in Gruppi → Condividi gruppo, dove si condivide un gruppo con quel partner.',
  nameMissing: 'Inserisci il tuo nome, come devono vederlo i colleghi.',
  invitedHint: 'Accedi con l’indirizzo e-mail a cui è stato fatto l’invito.',
  invitedEmailTaken:
    'L’indirizzo e-mail di questo invito appartiene già a un’organizzazione. Accedi con quello, o chiedi un invito a un altro indirizzo.',
  doJoin: 'Entra',
  farewell: {
    removed: 'Sei stato rimosso da {{organisation}} {{when}}.',
    'laptop-revoked': 'Questo portatile è stato revocato da {{organisation}} {{when}}.',
  },
  farewellGone: 'Ciò che Trackside ne conservava su questo portatile è stato eliminato.',
  farewellUnsent_one: '{{count}} modifica non era stata inviata ed è persa.',
  farewellUnsent_other: '{{count}} modifiche non erano state inviate e sono perse.',
  email: 'Indirizzo e-mail',
  password: 'Password',
  passwordHint: 'Almeno 10 caratteri.',
  passwordShort: 'La password ha {{count}} caratteri; ne servono almeno 10.',
  organisation: 'Organizzazione',
  organisationHint: 'Come devono conoscerla i partner.',
  name: 'Il tuo nome',
  doIn: 'Accedi',
  doUp: 'Crea {{organisation}}',
  doUpEmpty: 'Crea l’organizzazione',
  known: 'Su questo computer',
  knownAs: '{{email}}, {{organisation}}',
  demo: 'Provalo con un account demo',
  demoAs: 'Accedi come {{email}} di {{organisation}}',
  cloud: 'Cloud: {{url}}',
  again: 'Il tuo accesso è scaduto. Tutto è conservato; accedi di nuovo per inviarlo.',
  againDo: 'Accedi di nuovo',
  againTitle: 'Accedi di nuovo come {{name}}',
  removed:
    '{{organisation}} ti ha rimosso dai membri. I tempi delle tue rilevazioni vengono ancora inviati; poi si elimina ciò che è conservato qui.',
  problem: {
    CREDENTIALS_WRONG: 'Indirizzo e-mail o password sbagliati. Controllali e riprova.',
    NAME_TAKEN: 'Un’altra organizzazione ha questo nome, o uno che gli somiglia. Scegline un altro.',
    EMAIL_TAKEN: 'Questo indirizzo e-mail appartiene già a un’organizzazione. Accedi con quello, o usane un altro.',
    MEMBER_REMOVED:
      'L’organizzazione di questo indirizzo e-mail ti ha rimosso dai membri. Se è un errore, chiedi al suo amministratore un nuovo invito.',
    INVITATION_INVALID:
      'Questo invito non vale più: è stato usato o ritirato, o i suoi 7 giorni sono passati. Chiedine uno nuovo.',
    MALFORMED: 'Qualcosa nel modulo non può essere giusto. Controlla ciò che hai inserito.',
    TOO_MANY: 'Troppi tentativi. Aspetta un minuto e riprova.',
    NO_CLOUD:
      'Il cloud non risponde. Controlla la connessione a internet; se sei in una rete ospiti, prima accedi a quella. Il primo accesso su un computer ne ha bisogno.',
    STORE_REFUSED:
      'Ciò che è conservato per te su questo computer non si può usare; la riga sopra dice perché. Non è stato toccato.',
  },
  emailWrong: 'Inserisci un indirizzo e-mail, per esempio ana@club.example.',
  passwordChoose: 'Scegli una password di almeno 10 caratteri.',
  passwordMissing: 'Inserisci la tua password.',
  organisationMissing: 'Inserisci il nome della tua organizzazione.',
  demoWhy: 'Un clic e hai fatto l’accesso. Queste organizzazioni, persone e box sono inventati.',
  tooManySeconds: 'Troppi tentativi. Riprova tra {{seconds}} s.',
}
