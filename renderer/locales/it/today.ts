import type { today as english } from '../en/today.ts'
import type { Translation } from '../translation.ts'

export const today: Translation<typeof english> = {
  title: 'Oggi, {{day}}',
  none: 'Oggi nessun evento',
  noneNext: 'Il prossimo è {{event}}, {{day}}.',
  noneWhy: 'Qui ci sono le gare e i punti di controllo degli eventi di oggi, con i box che li cronometrano.',
  createEvent: 'Apri Eventi',
  openEvent: 'Apri {{event}}',
  live: 'Tempi live',
  liveOf: 'Tempi live di {{event}}',
  noRacesYet: '{{event}} non ha ancora gare.',
  noBoxes: 'Ancora nessun box',
  noBoxesWhy:
    'Registra i tuoi box, o inserisci il codice di prestito di un partner per aggiungerne uno ricevuto. Si fa in Dispositivi.',
  noBoxesBorrow:
    'Inserisci il codice di prestito di un partner per aggiungere un box ricevuto. I vostri li registra il vostro amministratore.',
  noBoxesWait:
    'Li aggiungono i tuoi colleghi: un amministratore registra i vostri box, un cronometrista aggiunge quelli ricevuti.',
  noneWait:
    'Qui ci sono le gare e i punti di controllo degli eventi di oggi. Li prepara un collega che può modificare gli eventi.',
  openDevices: 'Apri Dispositivi',
  problems: 'Problemi',
  noProblems: 'Nessun problema.',
  oldReports: 'Senza internet: come stanno i box è noto fino a {{at}}.',
  cards_one: '{{count}} cosa richiede la tua attenzione.',
  cards_other: '{{count}} cose richiedono la tua attenzione.',
  look: 'Guarda',
  noContact: '{{box}}, {{place}}: senza contatto da {{duration}}.',
  noClock: '{{box}}, {{place}}: il suo orologio non ha una fonte, né GPS né rete.',
  lowBattery: '{{box}}, {{place}}: batteria al {{percent}} %.',
  noBox: '{{race}}: nessun box a {{checkpoints}}.',
  noRun: '{{race}}: nessuna rilevazione in corso a {{checkpoints}}.',
  openBox: 'Apri il box',
  ending: 'Prestiti in scadenza',
  endingWhy: 'entro 24 h, o prima dell’ultimo arrivo',
  noEnding: 'Nessun prestito finisce entro 24 h o prima di un ultimo arrivo.',
  notBack: 'Finiti e non rientrati',
  noNotBack: 'Tutti i box sono rientrati.',
  backOn: 'È rientrato: {{box}}',
}
