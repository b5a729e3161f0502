export { CalculatorPage } from './pages/calculator-page';
