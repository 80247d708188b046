import type { carry as english } from '../en/carry.ts'
import type { Translation } from '../translation.ts'

export const carry: Translation<typeof english> = {
  open: 'Llevar a un segundo portátil…',
  title: 'Llevar a un segundo portátil',
  preparing: 'Preparando el archivo…',
  holds: 'El archivo contiene lo que se hizo aquí y la nube aún no tiene:',
  events_one: '{{count}} paso en eventos, carreras y puntos de control',
  events_other: '{{count}} pasos en eventos, carreras y puntos de control',
  boxes_one: '{{count}} paso en cajas: dónde están asignadas, cómo se llaman',
  boxes_other: '{{count}} pasos en cajas: dónde están asignadas, cómo se llaman',
  loans_one: '{{count}} paso en préstamos: prestar, recibir, prorrogar, devolver',
  loans_other: '{{count}} pasos en préstamos: prestar, recibir, prorrogar, devolver',
  nothing: 'No hay nada que llevar',
  nothingWhy:
    'La nube tiene todo lo que se hizo aquí en eventos, cajas y préstamos. Un segundo portátil tuyo ya lo tiene, o lo recibe cuando esté en línea.',
  how: 'En el otro portátil, suelta el archivo en cualquier parte de la ventana, o elige Escanear → Abrir archivo o foto. Lo muestra todo enseguida y puede seguir con ello. La nube lo junta después, sin duplicados.',
  stays: 'Los cronometrajes, los tiempos y las anotaciones de carrera se quedan en el portátil que los registró.',
  staying_one:
    '{{count}} paso más se queda aquí hasta que este portátil haya estado en línea: va detrás de un cronometraje que solo este portátil puede comunicar, o no cabía.',
  staying_other:
    '{{count}} pasos más se quedan aquí hasta que este portátil haya estado en línea: van detrás de un cronometraje que solo este portátil puede comunicar, o no cabían.',
  onlyOurs: 'Solo lo aceptan portátiles de {{organisation}}. No lleva ningún código de préstamo.',
  noCertificate:
    'Este portátil no puede firmar un archivo ahora. Conéctalo diez segundos por teléfono y abre esto otra vez.',
  save: 'Guardar archivo',
  receivedTitle: 'Del portátil de {{member}}',
  from: '{{laptop}}, {{when}}:',
  takenNone: 'No se ha tomado nada',
  taken_one: '{{count}} paso tomado',
  taken_other: '{{count}} pasos tomados',
  known_one: '{{count}} ya conocido',
  known_other: '{{count}} ya conocidos',
  notConfirmed:
    'Aquí se ve enseguida, y puedes seguir con ello. El primero de los dos portátiles que esté en línea se lo dice a la nube.',
  nothingNew: 'No traía nada nuevo. No ha hecho falta hacer nada.',
  notTaken_one: '{{count}} paso no se ha podido tomar aquí. Se queda en {{laptop}}, que lo envía él mismo:',
  notTaken_other: '{{count}} pasos no se han podido tomar aquí. Se quedan en {{laptop}}, que los envía él mismo:',
  notTakenMore_one: 'y {{count}} más',
  notTakenMore_other: 'y {{count}} más',
  mayNot: 'El rol de {{member}} no permite esto, que sepa este portátil.',
  notHeard: 'Este portátil no conoce aún de qué se trata: tiene que estar en línea una vez.',
  standsOnOther: 'Depende de un paso que no se ha podido tomar.',
}
