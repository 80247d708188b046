/** How far a reader has come: the epoch of the cloud's data, and the organisation's number there. */
export interface Cursor {
  readonly epoch: string
  readonly number: number
}

/** Opaque to those who get it. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.epoch} ${cursor.number}`).toString('base64url')
}

/** @returns undefined where the cloud can't have made it */
export function readCursor(text: string): Cursor | undefined {
  const [, epoch, number] = /^([0-9a-f-]{36}) (0|[1-9]\d{0,14})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  return epoch === undefined || number === undefined ? undefined : { epoch, number: Number(number) }
}
