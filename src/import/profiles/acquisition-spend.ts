import type { SideProfile } from './profile';

const period = [
  'period start',
  'period',
  'month',
  'date',
  'start',
  'mes',
  'mese',
  'periodo',
  'fecha',
  'data',
];
const amount = ['amount', 'spend', 'cost', 'gasto', 'importe', 'spesa', 'importo'];
const channel = ['channel', 'source', 'canal', 'canale'];

export const acquisitionSpend: SideProfile = {
  content: 'acquisition_spend',
  id: 'acquisition-spend',
  signature: [channel, period, amount],
  unless: [
    'order id',
    'customer id',
    'email',
    'customer',
    'order number',
    'product id',
    'sku',
    'cliente',
    'quantity',
  ],
  fields: {
    channel,
    period_start: period,
    period_end: ['period end', 'end', 'fin', 'fine'],
    amount,
    currency: ['currency', 'moneda', 'valuta'],
  },
};
