import type { updates as english } from '../en/updates.ts'
import type { Translation } from '../translation.ts'

export const updates: Translation<typeof english> = {
  title: 'Actualizaciones',
  version: 'Versión',
  off: 'Esta instalación no busca actualizaciones. Pide una más nueva a quien te dio Trackside.',
  idle: 'Trackside mira una vez al día, y no descarga nada por su cuenta.',
  checking: 'Buscando una versión más nueva',
  current: 'Esta es la versión más nueva.',
  available: '{{version}} está disponible. Se descarga cuando tú lo digas.',
  downloading: 'Descargando {{version}}',
  ready: '{{version}} está descargada. Para instalarla, Trackside se cierra y se abre con la versión nueva.',
  failed: {
    'no-feed':
      'No se puede llegar al servidor de actualizaciones, o no se le entiende. Comprueba la conexión a internet y busca otra vez.',
    'not-trusted':
      'Lo que llegó no es la actualización auténtica, así que se ha descartado. Busca otra vez más tarde. Si sigue así, avisa a quien te dio Trackside.',
    disk: 'La actualización no se puede guardar aquí. Haz sitio en el disco y busca otra vez.',
    other:
      'La actualización no ha funcionado, y Trackside sigue como estaba. Busca otra vez, o instala a mano la versión más nueva.',
  },
  check: 'Buscar actualizaciones',
  checkAgain: 'Buscar otra vez',
  download: 'Descargar {{version}}',
  cancel: 'Cancelar la descarga',
  install: 'Reiniciar e instalar',
  recording: 'Este portátil registra {{boxes}}. Termina primero el cronometraje.',
  waiting: 'Actualización disponible',
}
