import { isIPv4 } from 'node:net'

export type BoxCommand =
  | { readonly name: 'START' | 'STOP' | 'GETSYSTEMTIME' | 'GETSYSTEMCONFIG' }
  | { readonly name: 'CHANGESYSTEMIPADDRESS'; readonly ip: string; readonly port: number; readonly mask: string }
  | { readonly name: 'REWIND'; readonly fromNumber: number }

export type BoxCommandReading =
  | { readonly ok: true; readonly command: BoxCommand }
  | { readonly ok: false; readonly name: string; readonly problem: string }

/** Reads `NAME;arg1;arg2`, without its line end. */
export function readBoxCommand(line: string): BoxCommandReading {
  const [name = '', ...args] = line.split(';')
  switch (name) {
    case 'START':
    case 'STOP':
    case 'GETSYSTEMTIME':
    case 'GETSYSTEMCONFIG':
      return args.length === 0 ? { ok: true, command: { name } } : { ok: false, name, problem: 'takes no arguments' }
    case 'CHANGESYSTEMIPADDRESS':
      return readAddressChange(args)
    case 'REWIND':
      return readRewind(args)
    default:
      return { ok: false, name, problem: 'unknown command' }
  }
}

function readAddressChange(args: readonly string[]): BoxCommandReading {
  const [ip = '', portText = '', mask = ''] = args
  const port = wholeNumberOf(portText)
  const maskBits = mask.startsWith('/') ? wholeNumberOf(mask.slice(1)) : undefined
  const isComplete = args.length === 3 && isIPv4(ip) && isWithin(port, 1, 65_535) && isWithin(maskBits, 0, 32)
  if (!isComplete) return { ok: false, name: 'CHANGESYSTEMIPADDRESS', problem: 'needs ip;port;/mask' }
  return { ok: true, command: { name: 'CHANGESYSTEMIPADDRESS', ip, port, mask } }
}

function readRewind(args: readonly string[]): BoxCommandReading {
  const fromNumber = args.length === 0 ? 1 : wholeNumberOf(args[0] ?? '')
  if (args.length > 1 || !isWithin(fromNumber, 1, Number.MAX_SAFE_INTEGER)) {
    return { ok: false, name: 'REWIND', problem: 'needs a passing number from 1, or nothing' }
  }
  return { ok: true, command: { name: 'REWIND', fromNumber } }
}

function wholeNumberOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function isWithin(value: number | undefined, min: number, max: number): value is number {
  return value !== undefined && value >= min && value <= max
}
