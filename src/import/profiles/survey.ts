import type { SideProfile } from './profile';

const customer = [
  'customer id',
  'customer',
  'email',
  'customer email',
  'cliente',
  'id cliente',
  'id de cliente',
];
const date = ['responded at', 'date', 'response date', 'created at', 'fecha', 'data'];
const score = ['score', 'nps', 'nps score', 'rating', 'puntuacion', 'punteggio'];

/** Answers to "how likely are you to recommend us", 0 to 10. */
export const survey: SideProfile = {
  content: 'survey_responses',
  id: 'survey',
  signature: [customer, date, score],
  unless: ['order id', 'order number', 'quantity', 'amount', 'total', 'price'],
  fields: { customer_id: customer, responded_at: date, score },
};
