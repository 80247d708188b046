import type { CommandArgs } from '../../shared/commands/commands.ts'
import type { Organisation } from '../../shared/records/organisation.ts'

interface Contact {
  readonly name: string
  readonly phone: string
}

/** O9: what to send of a contact as it was typed. Undefined where nothing changes. */
export function contactEdit(
  { contactName = '', contactPhone = '' }: Organisation,
  typed: Contact,
): CommandArgs<'editOrganisation'> | undefined {
  const name = typed.name.trim()
  const phone = typed.phone.trim()
  return name === contactName && phone === contactPhone ? undefined : contactArgs({ name, phone })
}

/** An empty field clears. */
export function contactArgs({ name, phone }: Contact): CommandArgs<'editOrganisation'> {
  return { contactName: name === '' ? null : name, contactPhone: phone === '' ? null : phone }
}
