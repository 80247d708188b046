import type { custody as englishCustody, rights as englishRights } from '../en/custody.ts'
import type { Translation } from '../translation.ts'

export const custody: Translation<typeof englishCustody> = {
  ours: 'Nuestra',
  oursAvailable: 'Nuestra · disponible',
  oursOutOfService: 'Nuestra · fuera de servicio',
  reserved: 'Reservada para préstamo',
  for: 'para {{partner}}',
  lent: 'Prestada a {{partner}}',
  borrowed: 'Prestada por {{partner}}',
  throughGroup: 'Compartida en {{group}} por {{partner}}',
  throughGroupLine: 'Compartida en {{group}}',
  by: 'por {{partner}}',
  notAvailable: 'ahora no disponible',
  over: 'Préstamo terminado, sin devolver',
  retired: 'De baja',
  unknown: 'Ya no está con nosotros',
  partnerUnknown: 'un socio',
  anyone: 'quien tenga el código',
  you: 'tú',
  path: '{{owner}} → {{holder}}',
  until: 'hasta {{end}}',
  ended: 'terminado',
  finished: 'Préstamo terminado',
  with: 'con {{partner}}',
  late: '{{duration}} de retraso',
  notConfirmed: 'aún sin confirmar',
  byReceipt: 'por recibo, aún sin confirmar',
  notConfirmedShort: 'sin confirmar',
  byReceiptShort: 'por recibo',
}

export const rights: Translation<typeof englishRights> = {
  look: 'mirar',
  use: 'usar en carreras',
  time: 'cronometrar',
  edit: 'editar',
  short: {
    look: 'para mirar',
    use: 'para usar en carreras',
    edit: 'para editar',
    all: 'para usar y editar',
  },
}
