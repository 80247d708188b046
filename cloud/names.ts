/** What looks like a Latin letter, by that letter. Digits and l stand for what they are mistaken for. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  // Digits and strokes.
  ...{ '0': 'o', '1': 'i', '5': 's', l: 'i', '|': 'i', ı: 'i' },
  // Cyrillic.
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ё: 'e', ѐ: 'e', г: 'r', һ: 'h', н: 'h', і: 'i', ї: 'i', ӏ: 'i', ј: 'j' },
  ...{ к: 'k', м: 'm', о: 'o', п: 'n', р: 'p', ԛ: 'q', ѕ: 's', т: 't', у: 'y', ѵ: 'v', ԝ: 'w', х: 'x', ү: 'y', з: '3' },
  // Greek, small and then what looks Latin only as a capital.
  ...{ α: 'a', β: 'b', γ: 'y', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', σ: 'o', τ: 't', υ: 'u', χ: 'x' },
  ...{ ω: 'w', Α: 'a', Β: 'b', Ε: 'e', Ζ: 'z', Η: 'h', Ι: 'i', Κ: 'k', Μ: 'm', Ν: 'n', Ο: 'o', Ρ: 'p', Τ: 't', Υ: 'y' },
  ...{ Χ: 'x' },
}

/** O8: two names that a person could take for each other give the same text: case, spaces, accents and look-alikes. */
export function normaliseName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[\p{M}\p{DI}\p{Z}\p{Pd}]/gu, '')
  return [...plain]
    .map((character) => LOOK_ALIKES[character] ?? character)
    .flatMap((character) => [...character.toLowerCase()])
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}
