import type { shell as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

export const shell: Translation<typeof english> = {
  menu: {
    file: '&Archivo',
    open: 'Abrir préstamo o archivo…',
    takeAlong: 'Llevar a otro portátil…',
    print: 'Imprimir hoja de custodia…',
    closeWindow: 'Cerrar ventana',
    quit: 'Salir de Trackside',
    edit: '&Edición',
    undo: 'Deshacer',
    redo: 'Rehacer',
    cut: 'Cortar',
    copy: 'Copiar',
    paste: 'Pegar',
    selectAll: 'Seleccionar todo',
    view: '&Ver',
    actualSize: 'Tamaño real',
    zoomIn: 'Ampliar',
    zoomOut: 'Reducir',
    fullScreen: 'Pantalla completa',
    go: '&Ir',
    goTo: {
      today: 'Hoy',
      devices: 'Cajas',
      loans: 'Préstamos',
      events: 'Eventos',
      groups: 'Grupos',
      attention: 'Por resolver',
    },
    window: 'Ventana',
    minimize: 'Minimizar',
    zoomWindow: 'Zoom',
    allToFront: 'Traer todo al frente',
    services: 'Servicios',
    hide: 'Ocultar Trackside',
    hideOthers: 'Ocultar otros',
    showAll: 'Mostrar todo',
    help: 'A&yuda',
    shortcuts: 'Atajos de teclado',
    diagnostics: 'Guardar diagnóstico…',
    updates: 'Buscar actualizaciones…',
    about: 'Acerca de Trackside',
  },
  quit: {
    whileTiming: '¿Salir con el cronometraje en marcha?',
    beforeSent: '¿Salir antes de enviarlo todo?',
    recording_one:
      'Aquí se registra: {{boxes}}. Mientras Trackside esté cerrado, este portátil no registra nada. El cronometraje no se termina.',
    recording_other:
      'Aquí se registra: {{boxes}}. Mientras Trackside esté cerrado, este portátil no registra nada. Los cronometrajes no se terminan.',
    unsent_one: '{{count}} cosa aún no se ha enviado. Está guardada, y se envía cuando Trackside vuelva a abrirse.',
    unsent_other:
      '{{count}} cosas aún no se han enviado. Están guardadas, y se envían cuando Trackside vuelva a abrirse.',
    quit: 'Salir',
    stay: 'Quedarse',
  },
  shutDown: {
    waits: 'Se ha pedido al ordenador que espere',
    recording:
      'Aquí se registra: {{boxes}}. Si el ordenador se apaga, este portátil no registra nada. Para apagarlo de todos modos, sal primero de Trackside.',
    quit: 'Salir de Trackside',
    stay: 'Seguir registrando',
  },
  open: {
    'not-there': 'No se puede leer este archivo. Puede que se haya movido, o que no tengas permiso para leerlo.',
    'too-large': 'Este archivo es mucho mayor que cualquiera de Trackside. Pide el archivo .trackside.',
    'not-ours': 'Este archivo no es de Trackside. Pide el archivo .trackside, o abre Trackside y escanea el código.',
    'not-addressed':
      'En este enlace no hay ningún préstamo dirigido a una organización; los demás no se aceptan por enlace. Pide el código QR o el archivo .trackside.',
  },
  cloud: {
    argument:
      '--cloud= lleva una dirección como https://cloud.example, sin usuario, contraseña ni consulta. Sin cifrado (http:) solo en este mismo ordenador, como http://127.0.0.1:4000.',
    environment:
      'TRACKSIDE_CLOUD lleva una dirección como https://cloud.example, sin usuario, contraseña ni consulta. Sin cifrado (http:) solo en este mismo ordenador, como http://127.0.0.1:4000.',
    packaged:
      'La dirección de la nube que trae esta instalación no es válida. Pide otro instalador, o inicia Trackside con --cloud= y la dirección de tu nube.',
    other: 'Trackside ya está abierto, con otra nube',
    otherDetail: 'Trabaja con {{here}}. Para iniciarlo con {{asked}}, sal primero de él.',
  },
  start: {
    folderInUse:
      'Trackside ya está abierto con la misma carpeta de datos: {{folder}}. Ciérralo primero, o elige otra carpeta con --data=.',
  },
  board: {
    notOpened: 'No se ha podido abrir el panel. Prueba otra vez desde el evento.',
  },
  print: {
    savePdf: 'Guardar como PDF',
    notPrinted: 'No se ha podido imprimir la hoja de custodia. Comprueba la impresora, o guárdala como PDF.',
    pdfNotSaved: 'No se ha podido guardar ahí el PDF. Elige otro lugar.',
  },
  diagnostics: {
    title: 'Guardar diagnóstico',
    fileName: 'trackside-diagnostico.txt',
    notSaved: 'No se ha podido guardar ahí el archivo. Elige otro lugar.',
  },
  ok: 'Aceptar',
}
