import type { cloudAddress as english } from '../en/cloud-address.ts'
import type { Translation } from '../translation.ts'

export const cloudAddress: Translation<typeof english> = {
  title: '¿Con qué nube trabajas?',
  why: 'Las cajas, los préstamos y los eventos de tu organización se reúnen en una nube. Pide su dirección a tu administrador.',
  label: 'Dirección de la nube',
  hint: 'Por ejemplo https://cloud.example. Se guarda en este ordenador.',
  save: 'Usar esta nube',
  other: 'Otra nube…',
  otherTitle: 'Trabajar con otra nube',
  otherNow: 'Ahora es {{url}}. Compárala con la que te dio tu administrador.',
  stay: 'Seguir con esta',
  membersKept:
    'En este ordenador se guardan datos de alguien para esta nube, así que sigue con ella. Para otra nube, inicia Trackside con otra carpeta de datos: --data=',
  problem: {
    missing: 'Escribe la dirección de tu nube.',
    unencrypted: 'La dirección tiene que empezar por https://, para que las contraseñas viajen cifradas.',
    extras: 'Solo la dirección, por favor: sin nombre de usuario, contraseña, ? ni #.',
    unreadable: 'Esto no es una dirección. Compárala con el original; es parecida a https://cloud.example.',
  },
}
