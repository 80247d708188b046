import type { onboarding as english } from '../en/onboarding.ts'
import type { Translation } from '../translation.ts'

export const onboarding: Translation<typeof english> = {
  demo: 'Demostración: aquí nada es real',
  demoName: 'Demostración',
  title: 'Primeros pasos',
  why: 'Los primeros pasos de una organización nueva, en cualquier orden.',
  hide: 'Ocultar Primeros pasos',
  hideWhy: 'Los recuperas en Ajustes.',
  done: 'Hecho',
  todo: 'Por hacer',
  box: {
    title: 'Añade tu primera caja',
    titleBorrow: 'Recibe tu primera caja',
    why: 'Registra las tuyas: el número de serie está impreso en la caja. Lo que te presta un socio llega con un código.',
    whyBorrow: 'Lo que te presta un socio llega con un código. Las cajas propias las registra tu administrador.',
    offline: 'Sin internet: registrar funciona y se envía después. Una caja prestada llega con su código QR.',
    register: 'Registrar una caja',
    many: 'Registrar muchas desde una lista',
    borrow: 'Recibir una caja',
  },
  colleague: {
    title: 'Invita a tu primer colega',
    why: 'Recibe un código tuyo y con él inicia sesión en su propio portátil.',
    offline: 'Sin internet: puedes invitar ya; el código funciona cuando este portátil haya estado en línea.',
    invite: 'Invitar a un colega',
  },
  loan: {
    title: 'Presta tu primera caja',
    why: 'Un socio la toma con un código o un código QR, y vuelve sola cuando se acaba el tiempo.',
    whyNoBox:
      'Primero necesitas una caja propia. Para que un socio comparta un grupo contigo, dale tu código de socio.',
    offline: 'Sin internet: tu socio escanea el código QR de tu pantalla.',
    lend: 'Prestar {{box}}',
    partner: 'Ver tu código de socio',
  },
  again: 'Primeros pasos',
  againWhy: 'Los tres primeros pasos de una organización nueva: una caja, un colega, un préstamo.',
  show: 'Mostrar Primeros pasos',
}
