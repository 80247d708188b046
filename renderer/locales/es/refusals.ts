import type { refusal as english } from '../en/refusals.ts'
import type { Translation } from '../translation.ts'

export const refusal: Translation<typeof english> = {
  FORBIDDEN: 'Tu rol no permite esto. Pide a un administrador de tu organización que lo haga o que te dé otro rol.',
  FORBIDDEN_shareUse:
    '{{organisation}} comparte {{serial}} contigo para mirar, no para usar en carreras. Pídeles otro rol.',
  FORBIDDEN_shareRun: '{{organisation}} comparte {{serial}} contigo sin cronometraje. Pídeles otro rol.',
  FORBIDDEN_shareEdit: '{{organisation}} comparte {{serial}} contigo sin el derecho de editarla. Pídeles otro rol.',
  NOT_FOUND: 'Esto ya no existe o ya no se te muestra. Mira otra vez la lista.',
  BOX_IN_USE: 'La caja está en uso. Quítala primero de su evento, o elige quitarla y prestar.',
  BOX_IN_USE_event: 'La caja está en {{event}}. Quítala primero de ahí, o elige quitarla y prestar.',
  BOX_IN_USE_run: 'Hay un cronometraje en marcha en esta caja. Páralo primero, o elige quitar la caja y prestar.',
  BOX_IN_USE_organisation: '{{organisation}} está usando la caja. Se podrá prestar cuando la quiten.',
  BOX_RESERVED: 'La caja está reservada para préstamo. Termina el préstamo para usarla tú.',
  BOX_RESERVED_until: '{{serial}} está reservada para préstamo hasta {{end}}. Termina el préstamo para usarla tú.',
  BOX_LENT: 'La caja está prestada. Vuelve a ser tuya cuando termine el préstamo; puedes terminarlo cuando quieras.',
  BOX_LENT_until: '{{serial}} está con {{organisation}} hasta {{end}}. Puedes terminar el préstamo cuando quieras.',
  BOX_LENT_took:
    '{{organisation}} tomó {{serial}} {{when}}: fue antes. Pregunta al propietario qué caja puedes tener en su lugar.',
  BOX_LENT_reserved:
    '{{serial}} se prestó a otros {{when}}: fue antes. Pregunta al propietario qué caja puedes tener en su lugar.',
  BOX_NOT_HELD: 'La caja ya no está contigo. Pide a su propietario un código de préstamo nuevo.',
  BOX_NOT_HELD_ended: 'El préstamo de {{serial}} terminó {{end}}. Pide a su propietario un código de préstamo nuevo.',
  BOX_NOT_AVAILABLE: 'La caja no está disponible ahora. Elige otra.',
  BOX_NOT_AVAILABLE_retired: '{{serial}} está de baja. Elige otra caja o regístrala de nuevo.',
  BOX_NOT_AVAILABLE_service: '{{serial}} está fuera de servicio. Ponla primero en servicio.',
  BOX_NOT_AVAILABLE_lent:
    '{{serial}} no está disponible ahora. Elige otra caja o pregunta a su propietario cuándo vuelve.',
  BOX_ASSIGNED: 'La caja ya sirve en otro evento. Quítala primero de ahí.',
  BOX_ASSIGNED_event: 'La caja ya sirve en {{event}}. Quítala primero de ahí.',
  BOX_ASSIGNED_organisation: '{{organisation}} tiene la caja en un evento suyo. Quedará libre cuando la quiten.',
  BOX_NOT_ASSIGNED: 'La caja no está en ningún evento, así que no hay nada que quitar.',
  TOKEN_MALFORMED:
    'Esto no es un código de préstamo: tiene 16 letras y cifras, y hay alguna mal escrita. Compáralo con el original.',
  TOKEN_UNKNOWN: 'Nadie ha creado este código de préstamo. Compáralo con el original o pide uno nuevo al propietario.',
  TOKEN_OWN: 'Este es tu propio código de préstamo. Dáselo al socio que debe tener la caja.',
  TOKEN_NOT_FOR_YOU: 'Este préstamo es para otra organización. Pide al propietario un código para ti.',
  TOKEN_USED: 'Este código de préstamo ya se ha usado. Pide uno nuevo al propietario.',
  TOKEN_USED_you: 'Ya has usado este código de préstamo: la caja está en tu lista, o su préstamo ha terminado.',
  TOKEN_USED_by: '{{organisation}} lo tomó {{when}}: fue antes. Pide uno nuevo al propietario.',
  TOKEN_REVOKED: 'El propietario retiró este préstamo antes de que se usara. Pide un código nuevo.',
  TOKEN_EXPIRED: 'El préstamo ha vencido. Pide un código nuevo al propietario.',
  TOKEN_EXPIRED_ended: 'El préstamo venció {{end}}. Pide un código nuevo al propietario.',
  PLAN_LIMIT:
    'En tu plan no caben más cajas. Devuelve una o da una de baja, o pregunta a tu administrador por un plan mayor.',
  PLAN_LIMIT_boxes_one:
    '{{plan}} admite {{count}} caja; tienes {{boxes}}. Devuelve una o pregunta a tu administrador por un plan mayor.',
  PLAN_LIMIT_boxes_other:
    '{{plan}} admite {{count}} cajas; tienes {{boxes}}. Devuelve una o pregunta a tu administrador por un plan mayor.',
  PLAN_LIMIT_none_one:
    '{{plan}} admite {{count}} caja, menos de las que quieres a la vez. Pregunta a tu administrador por un plan mayor.',
  PLAN_LIMIT_none_other:
    '{{plan}} admite {{count}} cajas, menos de las que quieres a la vez. Pregunta a tu administrador por un plan mayor.',
  LOAN_ENDED: 'El préstamo ya ha terminado, así que no queda nada que hacer con él.',
  LOAN_ENDED_at: 'El préstamo de {{serial}} ya había terminado {{end}}.',
  NOT_OWNER: 'Solo el propietario puede hacer esto. Pregunta a la organización de la que es la caja.',
  NOT_OWNER_group:
    'Solo el propietario de {{group}} puede hacer esto. Pregunta a la organización que lo comparte contigo.',
  GROUP_SHARED: 'Un grupo se puede compartir con una sola organización. Deja primero de compartirlo, o cambia su rol.',
  GROUP_SHARED_with:
    '{{group}} se comparte con {{organisation}}. Lo que está en él, por encima o por debajo no se puede compartir con nadie más. Deja primero de compartirlo, o cambia su rol.',
  GROUP_NOT_SHARED: 'El grupo ya no se comparte, así que no hay nada que cambiar ni terminar.',
  GROUP_NOT_SHARED_name: '{{group}} ya no se comparte, así que no hay nada que cambiar ni terminar.',
  GROUP_CYCLE: 'Un grupo no puede entrar en sí mismo ni en un grupo que contiene. Elige otro lugar.',
  GROUP_NOT_EMPTY: 'El grupo no está vacío. Mueve primero lo que contiene.',
  GROUP_NOT_EMPTY_with: '{{group}} no está vacío: contiene {{what}}. Muévelo primero.',
  holdsBoxes_one: '{{count}} caja',
  holdsBoxes_other: '{{count}} cajas',
  holdsGroups_one: '{{count}} grupo',
  holdsGroups_other: '{{count}} grupos',
  SHARING_CODE_UNKNOWN:
    'Ahora ninguna organización tiene este código de socio; puede que se haya renovado. Pide a tu socio el que ve en Grupos → Compartido contigo.',
  SHARING_CODE_UNKNOWN_mistyped:
    'Esto no es un código de socio: tiene una P y 16 letras y cifras, y hay alguna mal escrita. Compáralo con el original.',
  SHARING_CODE_UNKNOWN_token:
    'Esto es un código de préstamo: sirve para un préstamo, no para un grupo. Va en Cajas → Recibir una caja.',
  SHARING_CODE_UNKNOWN_invitation:
    'Esto es una invitación para un miembro nuevo. Va en la pantalla de inicio de sesión, no aquí.',
  SHARING_CODE_OWN: 'Este es tu propio código de socio. Pide a tu socio el suyo.',
  ROLE_IN_USE: 'El rol está en uso. Da primero otro rol a quienes lo tienen.',
  ROLE_IN_USE_by: '{{role}} está en uso: {{users}}. Dales primero otro rol.',
  ROLE_BUILT_IN: 'Este rol viene con Trackside y no se puede cambiar. Crea uno propio.',
  ROLE_BUILT_IN_name: '{{role}} viene con Trackside y no se puede cambiar. Crea un rol propio.',
  LAST_ADMIN: 'Tu organización necesita un ADMIN. Da primero ese rol a otra persona.',
  LAST_ADMIN_name: '{{member}} es el único ADMIN. Da primero ese rol a otra persona.',
  NOT_RECIPIENT:
    'Solo la organización que tiene la caja puede devolverla. Como propietario puedes terminar el préstamo.',
  SESSION_RUNNING: 'Otra organización tiene un cronometraje en marcha en esta caja. Primero tiene que pararse ahí.',
  SESSION_CLOSED: 'Este cronometraje ya se ha parado. Inicia uno nuevo si la caja debe seguir.',
  SESSION_CLOSED_at: 'Este cronometraje se paró {{end}}. Inicia uno nuevo si la caja debe seguir.',
  DEPENDS_ON_REFUSED:
    'Dependía de algo que la nube ha rechazado, así que ha caído con ello. Haz eso primero, y luego esto otra vez.',
  COMMAND_UNKNOWN:
    'La nube aún no conoce esto: es más antigua que esta aplicación. Pide a tu administrador que la actualice.',
  COMMAND_INVALID: 'Algo de esto no puede ser correcto. Comprueba lo que has escrito y hazlo otra vez.',
  COMMAND_INVALID_taken: 'Eso ya está en uso. Elige otro.',
  COMMAND_INVALID_serial: 'Ya tienes una caja con este número de serie. Búscala en la lista.',
  COMMAND_INVALID_name: 'Este nombre ya está en uso. Elige otro.',
  COMMAND_INVALID_email: 'Ya hay un miembro con este correo electrónico.',
  COMMAND_INVALID_order: 'El último en meta no puede preverse antes de la salida. Cambia una de las horas.',
  TICKET_INVALID: 'Este código no es fiable. Pide uno nuevo.',
  TICKET_CLOCK: 'Uno de los dos relojes está mal. Conecta diez segundos por teléfono y escanéalo otra vez.',
  unknown: 'Se ha rechazado ({{code}}). Nada ha cambiado.',
  organisationUnknown: 'otra organización',
}
