/** A telephone number as it is read and dialled: in one line. */
export function phoneText(phone: string): string {
  return phone.replaceAll(' ', '\u00a0')
}
