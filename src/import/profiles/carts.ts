import type { SideProfile } from './profile';

const customer = [
  'customer id',
  'user id',
  'id cliente',
  'id de cliente',
  'codice cliente',
  'customer',
  'cliente',
];
const email = [
  'email',
  'email address',
  'customer email',
  'user email',
  'correo',
  'correo electronico',
  'email del cliente',
  'indirizzo email',
  'email cliente',
];
const date = [
  'abandoned at',
  'abandoned date',
  'abandoned on',
  'abandoned time',
  'created at',
  'date created',
  'created',
  'date',
  'time',
  'fecha de abandono',
  'abandonado el',
  'fecha',
  'data abbandono',
  'data di abbandono',
  'abbandonato il',
  'data',
];
const cart = ['cart id', 'checkout id', 'cart token', 'id carrito', 'id de carrito', 'id carrello'];
const amount = [
  'cart total',
  'cart value',
  'abandoned amount',
  'order total',
  'total',
  'total price',
  'amount',
  'total del carrito',
  'importe',
  'totale carrello',
  'totale',
  'importo',
];
const state = ['recovery status', 'recovery state', 'recovered', 'cart status', 'status', 'estado', 'stato'];

/**
 * Carts that were filled and not ordered: WooCommerce's abandoned-cart plugins, Shopify's abandoned checkouts, and
 * tables of either kind by other names. A column that only carts have tells them from orders.
 */
export const carts: SideProfile = {
  content: 'carts',
  id: 'carts',
  signature: [
    [...customer, ...email],
    date,
    [
      ...cart,
      ...['abandoned at', 'abandoned date', 'abandoned on', 'abandoned time', 'abandoned amount'],
      ...['fecha de abandono', 'abandonado el', 'data abbandono', 'data di abbandono', 'abbandonato il'],
      ...['cart total', 'cart value', 'cart status', 'cart contents', 'cart items', 'cart', 'cart url'],
      ...['carrito', 'total del carrito', 'carrello', 'totale carrello'],
      ...['recovery status', 'recovery state', 'recovery url', 'recovered', 'recovered at'],
      ...['abandoned checkout url', 'checkout url'],
    ],
  ],
  unless: [
    'order id',
    'order number',
    'invoice',
    'invoice no',
    'financial status',
    'numero de pedido',
    'pedido',
    'ordine',
    'numero ordine',
  ],
  fields: {
    cart_id: [...cart, 'id', 'name'],
    customer_id: customer,
    email,
    abandoned_at: date,
    amount,
    currency: ['currency', 'currency code', 'moneda', 'divisa', 'valuta'],
    state,
  },
};

/** Words of the state, lower case, of a cart that became an order after all. */
export const recoveredStates: readonly string[] = [
  'recovered',
  'completed',
  'converted',
  'ordered',
  'yes',
  'true',
  'recuperado',
  'completado',
  'si',
  'sí',
  'recuperato',
  'completato',
  'sì',
];
