import type { custodySheet as english } from '../en/custody-sheet.ts'
import type { Translation } from '../translation.ts'

export const custodySheet: Translation<typeof english> = {
  open: 'Hoja de custodia',
  title: 'Hoja de custodia',
  heading: 'Hoja de custodia: {{of}}',
  choose: 'Qué cajas',
  all: 'Todas las prestadas, recibidas o por un grupo',
  partner: 'De {{partner}} o en su poder',
  event: 'En {{event}}',
  print: 'Imprimir hoja de custodia',
  savePdf: 'Guardar como PDF',
  fileName: 'Hoja de custodia {{date}} {{of}}',
  printWhy: 'Para conservarla como archivo, elige «Guardar como PDF» como impresora.',
  printed: 'Impresa {{when}}, horas de {{zone}}',
  count_one: '{{count}} caja',
  count_other: '{{count}} cajas',
  columnBox: 'Caja',
  columnName: 'Nombre',
  columnCustody: 'De quién, con quién',
  columnUntil: 'Hasta',
  columnPartner: 'Socio, teléfono',
  columnPlace: 'En',
  columnSign: 'Firma',
  over: 'terminado desde {{when}}',
  none: 'Ninguna caja va en esta hoja',
  noneWhy: 'Aquí aparecen las cajas prestadas, recibidas o disponibles por un grupo.',
}
