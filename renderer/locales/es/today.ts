import type { today as english } from '../en/today.ts'
import type { Translation } from '../translation.ts'

export const today: Translation<typeof english> = {
  title: 'Hoy, {{day}}',
  none: 'Hoy no hay evento',
  noneNext: 'El próximo es {{event}}, {{day}}.',
  noneWhy: 'Aquí aparecen las carreras y los puntos de control de hoy, con las cajas que los cronometran.',
  createEvent: 'Abrir Eventos',
  openEvent: 'Abrir {{event}}',
  live: 'En vivo',
  liveOf: 'En vivo de {{event}}',
  noRacesYet: '{{event}} aún no tiene carreras.',
  noBoxes: 'Aún no hay cajas',
  noBoxesWhy:
    'Registra tus cajas, o escribe el código de préstamo de un socio para recibir una. Las dos cosas están en Cajas.',
  noBoxesBorrow:
    'Escribe el código de préstamo de un socio para recibir una caja. Las propias las registra tu administrador.',
  noBoxesWait: 'Las añaden tus colegas: un administrador registra las propias, un cronometrador recibe las prestadas.',
  noneWait:
    'Aquí aparecen las carreras y los puntos de control de hoy. Los prepara un colega que puede editar eventos.',
  openDevices: 'Abrir Cajas',
  problems: 'Problemas',
  noProblems: 'Sin problemas.',
  oldReports: 'Sin internet: cómo están las cajas se sabe hasta {{at}}.',
  cards_one: '{{count}} cosa por resolver.',
  cards_other: '{{count}} cosas por resolver.',
  look: 'Mirarlo',
  noContact: '{{box}}, {{place}}: sin contacto desde hace {{duration}}.',
  noClock: '{{box}}, {{place}}: su reloj no tiene fuente, ni GPS ni red.',
  lowBattery: '{{box}}, {{place}}: batería al {{percent}} %.',
  noBox: '{{race}}: no hay caja en {{checkpoints}}.',
  noRun: '{{race}}: no hay cronometraje en marcha en {{checkpoints}}.',
  openBox: 'Abrir caja',
  ending: 'Préstamos que terminan',
  endingWhy: 'en menos de 24 h, o antes del último en meta',
  noEnding: 'Ningún préstamo termina en menos de 24 h ni antes de un último en meta.',
  notBack: 'Terminados, sin devolver',
  noNotBack: 'Han vuelto todas las cajas.',
  backOn: 'Ha vuelto: {{box}}',
}
