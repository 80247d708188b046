import { headWords, plainHead } from '../csv/csv-lines.ts'

/** What the columns of a start list are called, as organisers' programs write them in English, Spanish and Italian. */

export interface Columns {
  readonly bib: number
  readonly fullName: number | undefined
  /** Joined, in this order, where there is no column for the full name. */
  readonly nameParts: readonly number[]
  readonly race: number | undefined
  readonly chips: readonly number[]
}

const BIB = headWords(
  'bib n bibno bibnr bibnumber bibs no nr num number startno startnr startnumber raceno racenumber startnummer',
  'dorsal dorsales numero ndorsal nodorsal numdorsal nopettorale numerodorsal numerodedorsal pettorale pett npettorale numeropettorale dossard',
)
const FULL_NAME = headWords(
  'fullname runner runnername athlete athletename participant participantname competitor rider ridername entrant',
  'nombrecompleto nombreyapellidos nombreapellidos apellidosynombre apellidosnombre participante corredor atleta',
  'nominativo nomecognome nomeecognome cognomenome cognomeenome concorrente partecipante',
)
const FIRST_NAME = headWords('firstname first givenname forename name nombre nome')
const LAST_NAME = headWords(
  'lastname last surname familyname apellido apellidos apellido1 primerapellido apellido2 segundoapellido cognome',
)
/** Those that say it best come first. */
const RACE = [
  headWords('race racename carrera prueba gara nomegara course'),
  headWords('distance distancia distanza percorso recorrido'),
  headWords('category categoria cat'),
]
const CHIP = /^(?:chip|epc|tag|transponder|rfid|microchip)(?:code|codigo|codice|id|no|nr|number|numero|epc)?\d*$/

/** @returns undefined where no column is for bibs */
export function columnsOf(head: readonly string[]): Columns | undefined {
  const names = head.map(plainHead)
  const find = (words: ReadonlySet<string>) => {
    const index = names.findIndex((name) => words.has(name))
    return index < 0 ? undefined : index
  }
  const all = (isOne: (name: string) => boolean) => names.flatMap((name, index) => (isOne(name) ? [index] : []))
  const bib = find(BIB)
  if (bib === undefined) return undefined
  return {
    bib,
    fullName: find(FULL_NAME),
    nameParts: [...all((name) => FIRST_NAME.has(name)), ...all((name) => LAST_NAME.has(name))],
    race: RACE.map(find).find((index) => index !== undefined),
    chips: all((name) => CHIP.test(name)),
  }
}
