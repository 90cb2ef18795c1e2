import type { SideProfile } from './profile';

export const productCosts: SideProfile = {
  content: 'product_costs',
  id: 'product-costs',
  signature: [
    ['product id', 'sku', 'stockcode', 'lineitem sku', 'id de producto', 'codice prodotto'],
    [
      'unit cost',
      'cost',
      'cost per item',
      'product cost',
      'coste',
      'costo',
      'coste unitario',
      'costo unitario',
    ],
  ],
  unless: ['order id', 'customer id', 'email', 'order number', 'quantity', 'cantidad', 'quantita'],
  fields: {
    product_id: ['product id', 'sku', 'stockcode', 'lineitem sku', 'id de producto', 'codice prodotto'],
    unit_cost: [
      'unit cost',
      'cost',
      'cost per item',
      'product cost',
      'coste unitario',
      'costo unitario',
      'coste',
      'costo',
    ],
    product_name: ['product name', 'name', 'title', 'product', 'producto', 'prodotto', 'nombre'],
    category: ['category', 'product category', 'categoria', 'type'],
    currency: ['currency', 'moneda', 'valuta'],
  },
};
