import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MOST_FILE_TEXT, MOST_TYPED, type ToPage } from '../../shared/shell-messages.ts'
import { decodeBase45 } from '../../shared/tickets/base45.ts'
import { open } from '../../shared/tickets/envelope.ts'
import { readTicket } from '../../shared/tickets/forms.ts'
import { looksSigned } from '../../shared/tickets/signed.ts'

/** What the system gave the application to open. */
export type OpenedThing =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'link'; readonly url: string }

/** Each has its sentence (renderer/locales/en/shell.ts). */
type OpenProblem = 'not-there' | 'too-large' | 'not-ours' | 'not-addressed'

export type ReadThing = ToPage | { readonly type: 'problem'; readonly problem: OpenProblem }

const LINK = /^trackside:/i
const FILE = /\.(trackside|trk)$/i
const TICKET = 'TRK1:'
const CARRIED = 'TRKF1:'
/** Every character of a ticket may be written as three. */
const MOST_LINK = 3 * MOST_TYPED + 100

/**
 * What the arguments of a start ask to be opened. Beside a link nothing else counts: a web page wrote it.
 * @param workDir which paths start from
 */
export function findOpened(args: readonly string[], workDir: string): OpenedThing | undefined {
  const url = args.find((one) => LINK.test(one))
  if (url !== undefined) return { kind: 'link', url }
  const path = args.find((one) => !one.startsWith('-') && FILE.test(one))
  const local = path === undefined ? undefined : localPath(path, workDir)
  return local === undefined ? undefined : { kind: 'file', path: local }
}

/** Linux desktops name a file by its address. */
function localPath(path: string, workDir: string): string | undefined {
  if (!/^file:/i.test(path)) return resolve(workDir, path)
  try {
    return fileURLToPath(path)
  } catch {
    // On another computer, or no address.
    return undefined
  }
}

export async function readOpened(thing: OpenedThing): Promise<ReadThing> {
  return thing.kind === 'link' ? readLink(thing.url) : readOpenedFile(thing.path)
}

/**
 * `trackside://ticket#TRK1:…`, percent-encoded: a ticket that is addressed to one organisation. Anybody can make a link
 * and have it clicked; with an addressed ticket, nobody else's box or name can come of that. What is in it is believed
 * by nobody before the core has checked it, which a person has to ask for.
 */
export function readLink(url: string): ReadThing {
  const refused = { type: 'problem', problem: 'not-addressed' } as const
  if (url.length > MOST_LINK) return refused
  const encoded = /^trackside:\/\/ticket\/?#(.+)$/i.exec(url)?.[1]
  const text = encoded === undefined ? undefined : decode(encoded)
  if (text === undefined || text.length > MOST_TYPED || !isAddressedTicket(text)) return refused
  return { type: 'receive', text }
}

function isAddressedTicket(text: string): boolean {
  if (!text.startsWith(TICKET)) return false
  const bytes = decodeBase45(text.slice(TICKET.length))
  const opened = bytes === undefined ? 'not-canonical' : open(bytes)
  if (typeof opened === 'string' || opened.form !== 'ticket') return false
  return readTicket(opened.payload)?.addresseeId !== undefined
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

/** A ticket, card or slip goes into the door's field; a colleague's file is given to it whole. */
export function readFileContent(name: string, text: string): ReadThing {
  if (looksSigned(text)) {
    const ticket = text.trim()
    return ticket.length > MOST_TYPED ? { type: 'problem', problem: 'too-large' } : { type: 'receive', text: ticket }
  }
  if (!text.trimStart().startsWith(CARRIED)) return { type: 'problem', problem: 'not-ours' }
  return { type: 'file', name, text }
}

async function readOpenedFile(path: string): Promise<ReadThing> {
  try {
    const found = await stat(path)
    // A pipe or a device would never end.
    if (!found.isFile()) return { type: 'problem', problem: 'not-there' }
    if (found.size > MOST_FILE_TEXT) return { type: 'problem', problem: 'too-large' }
    return readFileContent(basename(path).slice(-255), await readFile(path, 'utf8'))
  } catch {
    return { type: 'problem', problem: 'not-there' }
  }
}
