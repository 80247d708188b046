import type { signIn as english } from '../en/sign-in.ts'
import type { Translation } from '../translation.ts'

export const signIn: Translation<typeof english> = {
  product: 'Trackside',
  claim: 'Presta, recibe y usa CloudBoxes, con o sin internet.',
  choose: 'Cómo empezar',
  tabIn: 'Iniciar sesión',
  tabUp: 'Organización nueva',
  tabInvited: 'Tengo una invitación',
  code: 'Código de invitación',
  codeHint: 'Empieza por J; siguen 16 letras y cifras. Espacios y guiones no importan.',
  codeMissing: 'Escribe el código entero: J y 16 letras y cifras. Este tiene {{count}} de 17.',
  codeMistyped: 'Hay un carácter mal escrito. Compáralo con el original.',
  codeStranger: '«{{character}}» no aparece en ningún código. Compáralo con el original.',
  codeLong: 'Un código de invitación tiene 17 letras y cifras; este tiene {{count}}.',
  codeToken: 'Esto es un código de préstamo. Inicia sesión primero; va en Cajas → Recibir una caja.',
  codePartner:
    'Esto es un código de socio. Inicia sesión primero; va en Grupos → Compartir grupo, donde se comparte un grupo con ese socio.',
  nameMissing: 'Escribe tu nombre, como deben verlo tus colegas.',
  invitedHint: 'Inicias sesión con el correo electrónico con el que se te invitó.',
  invitedEmailTaken:
    'El correo de esta invitación ya pertenece a una organización. Inicia sesión con él, o pide que te inviten con otro.',
  doJoin: 'Unirse',
  farewell: {
    removed: '{{organisation}} te dio de baja {{when}}.',
    'laptop-revoked': '{{organisation}} revocó este portátil {{when}}.',
  },
  farewellGone: 'Lo que Trackside guardaba de ella en este portátil se ha borrado.',
  farewellUnsent_one: '{{count}} cambio no se había enviado y se ha perdido.',
  farewellUnsent_other: '{{count}} cambios no se habían enviado y se han perdido.',
  email: 'Correo electrónico',
  password: 'Contraseña',
  passwordHint: 'Al menos 10 caracteres.',
  passwordShort: 'La contraseña tiene {{count}} caracteres; necesita al menos 10.',
  organisation: 'Organización',
  organisationHint: 'Como deben conocerla los socios.',
  name: 'Tu nombre',
  doIn: 'Iniciar sesión',
  doUp: 'Crear {{organisation}}',
  doUpEmpty: 'Crear la organización',
  known: 'En este ordenador',
  knownAs: '{{email}}, {{organisation}}',
  demo: 'Pruébalo con una cuenta de demostración',
  demoAs: 'Iniciar sesión como {{email}} de {{organisation}}',
  cloud: 'Nube: {{url}}',
  again: 'Tu sesión ha caducado. Todo se conserva; inicia sesión otra vez para enviarlo.',
  againDo: 'Iniciar sesión otra vez',
  againTitle: 'Iniciar sesión otra vez como {{name}}',
  removed:
    '{{organisation}} te ha dado de baja como miembro. Los datos de tus propios cronometrajes aún se envían; después se borra lo que se guarda aquí.',
  problem: {
    CREDENTIALS_WRONG: 'El correo o la contraseña no son correctos. Compruébalos y prueba otra vez.',
    NAME_TAKEN: 'Otra organización tiene este nombre, o uno que se le parece. Elige otro.',
    EMAIL_TAKEN: 'Este correo ya pertenece a una organización. Inicia sesión con él, o usa otro.',
    MEMBER_REMOVED:
      'La organización de este correo te ha dado de baja como miembro. Si es un error, pide a su administrador una invitación nueva.',
    INVITATION_INVALID: 'Esta invitación ya no vale: se usó o se retiró, o han pasado sus 7 días. Pide una nueva.',
    MALFORMED: 'Algo del formulario no puede ser correcto. Comprueba lo que has escrito.',
    TOO_MANY: 'Demasiados intentos. Espera un minuto y prueba otra vez.',
    NO_CLOUD:
      'La nube no responde. Comprueba la conexión a internet; si estás en una red de invitados, entra primero en ella. El primer inicio de sesión en un ordenador la necesita.',
    STORE_REFUSED:
      'Lo que se guarda de ti en este ordenador no se puede usar; la línea de arriba dice por qué. No se ha tocado.',
  },
  tooManySeconds: 'Demasiados intentos. Prueba otra vez en {{seconds}} s.',
}
