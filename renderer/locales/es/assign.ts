import type { assign as english } from '../en/assign.ts'
import type { Translation } from '../translation.ts'

export const assign: Translation<typeof english> = {
  lines: 'Escaneadas',
  count_one: '{{count}} caja asignada aquí.',
  count_other: '{{count}} cajas asignadas aquí.',
  placeAnd: '{{place}}, {{as}}',
  same: 'ya está ahí: {{place}}',
  unknown: 'Ninguna caja tuya, ni prestada a ti, tiene el número de serie {{text}}.',
  undone: 'deshecho',
  undoOf: 'Deshacer: {{box}}',
  undoRun: 'Hay un cronometraje en marcha. Quítala en la lista, que pregunta antes.',
  camera: 'Escanear con la cámara',
  cameraOff: 'Cerrar la cámara',
  to: 'Lo escaneado va a: {{place}}',
  ticked: 'Asignar a…',
  tickedTitle_one: 'Asignar {{count}} caja a un evento',
  tickedTitle_other: 'Asignar {{count}} cajas a un evento',
  event: 'Evento',
  checkpoint: 'Punto de control',
  placeOf: '{{place}}, {{race}}',
  leftOut: 'Se queda fuera: {{why}}',
  noneFree: 'Ninguna de ellas puede entrar en este evento.',
  noEvent: 'No hay ningún evento hoy ni próximo. Crea uno en Eventos.',
}
