export { neighbour, type Neighbour } from './neighbour.ts';
