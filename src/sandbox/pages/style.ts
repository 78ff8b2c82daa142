import { base } from './styles/base'
import { books } from './styles/books'
import { lists } from './styles/lists'
import { slip } from './styles/slip'

/** `/style.css`. */
export const style = [base, slip, books, lists].join('\n')
