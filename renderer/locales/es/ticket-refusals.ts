import type { ticketRefusal as english } from '../en/ticket-refusals.ts'
import type { Translation } from '../translation.ts'

export const ticketRefusal: Translation<typeof english> = {
  unreadable: 'El código está dañado o cortado. Escanéalo otra vez, o pide que lo envíen como archivo.',
  'too-large': 'Es mayor que cualquier código de Trackside. Pide uno nuevo.',
  'not-canonical':
    'El código está cortado, o se cambió por el camino. Escanéalo otra vez, o pide que lo envíen como archivo.',
  'wrong-type':
    'Esto es algo que firma Trackside, pero aquí no hay nada que tomar. Pide a tu socio el código del préstamo.',
  'unknown-root':
    'Este portátil no sabe quién lo firmó: es falso, o las claves de la nube son más nuevas de lo que este portátil conoce. Conecta diez segundos por teléfono y escanéalo otra vez.',
  'certificate-over':
    'El portátil que lo hizo lleva demasiado tiempo sin conexión: su certificado había caducado. Tiene que estar en línea una vez y hacer uno nuevo.',
  'may-not-lend': 'Quien lo hizo no puede prestar. Pídelo a alguien de su organización que sí pueda.',
  'may-not-lendBox': '{{serial}}: quien lo hizo no puede prestar. Pídelo a alguien de su organización que sí pueda.',
  signature: 'La firma es incorrecta: el código se cambió o es falso. No te fíes de él; pide uno nuevo.',
  window: 'El tiempo que indica no puede ser correcto. Pide uno nuevo.',
  twice: 'Nombra dos veces la misma caja. Pide uno nuevo.',
  differs: 'No concuerda con lo que se sabe de este préstamo. Pide uno nuevo.',
  differsBox: '{{serial}}: no concuerda con lo que se sabe de este préstamo. Pide uno nuevo.',
  'no-such-box': 'La organización que lo hizo no tiene esa caja. Pídeles uno nuevo.',
  'file-damaged': 'El archivo está dañado o cortado. Pide que lo guarden de nuevo y cópialo otra vez.',
  'file-too-large':
    'Este archivo es mayor que cualquiera que hace Trackside para un segundo portátil. Pide que lo guarden de nuevo.',
  'file-of-others': 'Este archivo es para los portátiles de otra organización. Pide el suyo a un colega de la tuya.',
  'file-laptop-gone':
    'El portátil o el miembro que hizo este archivo ya no puede trabajar para tu organización. No se ha tomado nada. Pregunta a tu administrador.',
  other: 'No es fiable. Pide uno nuevo.',
  ahead:
    'Dice que se hizo {{at}}, que aún no ha llegado: uno de los dos relojes está mal. Conecta diez segundos por teléfono y escanéalo otra vez; si sigue así, tiene que hacerlo el otro portátil.',
  aheadPlain:
    'Dice que se hizo más tarde que ahora: uno de los dos relojes está mal. Conecta diez segundos por teléfono y escanéalo otra vez.',
  behind: 'El reloj de este portátil va {{duration}} atrasado. Conecta diez segundos por teléfono.',
  behindPlain: 'El reloj de este portátil va atrasado. Conecta diez segundos por teléfono.',
}
