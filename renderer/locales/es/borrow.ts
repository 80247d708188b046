import type { borrow as english } from '../en/borrow.ts'
import type { Translation } from '../translation.ts'

export const borrow: Translation<typeof english> = {
  title: 'Recibir una caja',
  progress: '{{count}} de 16',
  notInCode: '«{{character}}» no aparece en ningún código de préstamo. Compáralo con el original.',
  tooShort: 'Un código de préstamo tiene 16 letras y cifras; este tiene {{count}}.',
  tooLong: 'Un código de préstamo tiene 16 letras y cifras; este tiene {{count}}.',
  mistyped: 'Hay un carácter mal escrito. Compáralo con el original.',
  notLoanCode: 'Esto no es un código de préstamo.',
  isPartnerCode:
    'Esto es un código de socio. Sirve para compartir uno de tus grupos con la organización a la que pertenece: Grupos → menú de un grupo → Compartir grupo.',
  isPartnerCodeGo: 'Abrir Grupos',
  isInvitation:
    'Esto es una invitación para un miembro nuevo. Se usa en la pantalla de inicio de sesión, en «Tengo una invitación».',
  isInvitationGo: 'Abrir Ajustes para cerrar sesión',
  do: 'Añadir la caja',
  done: '{{box}} es tuya hasta {{end}}.',
  doneUnknown: 'La caja es tuya.',
  fromPartner: 'Prestada por {{partner}}',
  leftOut: '{{serial}} se queda fuera: {{reason}}',
  open: 'Abrir {{serial}}',
  another: 'Recibir otra',
  waitingTitle: 'Aún no conocemos este código',
  waitingOnline:
    'Puede que el portátil del propietario no haya estado en línea desde entonces. Seguimos probando y te avisamos; puedes cerrar esto.',
  waitingOffline:
    'Ahora no hay internet. El código está guardado; lo probamos en cuanto haya y te avisamos. Puedes cerrar esto.',
  fills: 'Abre una de ellas:',
  tryAgain: 'Probar el código otra vez',
}
