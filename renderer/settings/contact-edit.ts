import type { CommandArgs } from '../../shared/commands/commands.ts'
import type { Organisation } from '../../shared/records/organisation.ts'

/** O9: what to send of a contact as it was typed; an empty field clears. Undefined where nothing changes. */
export function contactEdit(
  { contactName = '', contactPhone = '' }: Organisation,
  typed: { readonly name: string; readonly phone: string },
): CommandArgs<'editOrganisation'> | undefined {
  const name = typed.name.trim()
  const phone = typed.phone.trim()
  if (name === contactName && phone === contactPhone) return undefined
  return { contactName: name === '' ? null : name, contactPhone: phone === '' ? null : phone }
}
