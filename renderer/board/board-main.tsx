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
  createRoot(root).render(
    <StrictMode>
      <BoardPage t={createBoardCatalogue()} monotonicMs={() => performance.now()} />
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) void start(root)
