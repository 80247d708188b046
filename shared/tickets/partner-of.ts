import { contactNameSchema, contactPhoneSchema, type Partner } from '../records/organisation.ts'
import type { Certificate } from './forms.ts'

/** The partner that a certificate names, with its contact (O9). */
export function partnerOf(certificate: Certificate, since: string): Partner {
  const { organisationId: id, organisationName: name, organisationNumber: number, contact } = certificate
  return { id, name, number, ...(contact === undefined ? {} : contactOf(contact)), since }
}

/** "name, telephone", or one of them. A name may have commas, a telephone number has none. */
function contactOf(contact: string): Pick<Partner, 'contactName' | 'contactPhone'> {
  const [, before = '', last = ''] = /^(?:(.*), )?([^,]*)$/u.exec(contact) ?? []
  const isPhone = /^[+\d][\d\s()./-]*$/.test(last)
  const name = contactNameSchema.safeParse(isPhone ? before : contact).data
  const phone = isPhone ? contactPhoneSchema.safeParse(last).data : undefined
  return {
    ...(name === undefined ? {} : { contactName: name }),
    ...(phone === undefined ? {} : { contactPhone: phone }),
  }
}
