import { expect, it } from 'vitest'
import { signOfFolder } from '../../../tools/check-package.ts'

it.each([
  ['/home/ana/trackside', 'from = "/home/ana/trackside/shared/decide.ts"'],
  ['D:\\a\\trackside', 'from = "D:/a/trackside/shared/decide.ts"'],
  ['D:\\a\\trackside', 'from = "D:\\\\a\\\\trackside\\\\shared"'],
  ['D:\\a\\trackside', 'D:\\a\\trackside'],
])('finds %s however a bundle writes it', (folder, text) => {
  expect(signOfFolder(folder).test(text)).toBe(true)
})

it('finds no other folder', () => {
  expect(signOfFolder('D:\\a\\trackside').test('D:/a/other/trackside')).toBe(false)
  expect(signOfFolder('/home/a.b/trackside').test('/home/acb/trackside')).toBe(false)
})
