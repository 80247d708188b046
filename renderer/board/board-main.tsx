import '../zod-without-eval.ts'
import '../theme.css'
import './board.css'
import './board-page.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { exchangeKey } from '../line.ts'
import { BoardPage } from './board-page.tsx'
import { createBoardCatalogue } from './board-words.ts'

async function start(root: HTMLElement): Promise<void> {
  // Without an answer the page finds out by itself what is wrong.
  await exchangeKey(window.location, window.history).catch(() => undefined)
  const catalogue = createBoardCatalogue(navigator.languages)
  document.documentElement.lang = catalogue.language
  document.title = `${catalogue.t('board.title')} – Trackside`
  createRoot(root).render(
    <StrictMode>
      <BoardPage catalogue={catalogue} monotonicMs={() => performance.now()} />
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) void start(root)
