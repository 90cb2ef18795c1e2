import type { Role } from '../types';
import type { Aliases } from './headers';

// English, Spanish, Italian, Portuguese, French and German; normalised, best first.
const names: Readonly<Record<Role, string>> = {
  order_id: `
    order id, order number, order no, order #, order, orderid, ordernumber, invoice, invoice no,
    invoiceno, invoice number, invoice id, transaction id, sales order, receipt number, receipt no,
    basket id, order reference, numero de orden, numero de pedido, n de pedido, no de pedido, n pedido, no pedido, pedido,
    id pedido, id de pedido, orden, factura, numero de factura, numero ordine, id ordine, n ordine, no ordine,
    ordine, fattura, numero fattura, numero do pedido, numero de commande, commande, id commande,
    facture, bestellnummer, bestellung, auftragsnummer, rechnungsnummer, # de venta`,
  customer_id: `
    customer id, customerid, customer no, customer number, client id, buyer user id, user id, userid,
    customer, cust id, household id, member id, customerkey, customer key, id cliente, id de cliente,
    codigo de cliente, numero de cliente, cliente, dni cuit, dni, codice cliente, numero cliente,
    codigo do cliente, id client, numero client, client, kundennummer, kunden id, kunde, buyer,
    buyer username, id`,
  email: `
    email, e mail, customer email, email address, contact email, billing email, from email address,
    correo, correo electronico, email del cliente, correo del cliente, indirizzo email, email cliente,
    endereco de email, adresse email, courriel, e mail adresse, mail`,
  ordered_at: `
    ordered at, order date, orderdate, date, created at, date created, created, invoice date,
    invoicedate, purchase date, transaction date, created date utc, timestamp, datetime, order time,
    paid at, fecha, fecha de pedido, fecha del pedido, fecha de compra, fecha de venta,
    fecha de la orden, data, data ordine, data dell ordine, data acquisto, data do pedido,
    data da compra, date de commande, date commande, date d achat, datum, bestelldatum, auftragsdatum,
    rechnungsdatum, day`,
  status: `
    status, order status, payment status, financial status, state, estado, estado de la orden,
    estado del pedido, estado del pago, stato, stato ordine, stato dell ordine, situacao, statut, etat,
    bestellstatus`,
  currency: `
    currency, currency code, order currency, moneda, divisa, valuta, moeda, devise, wahrung`,
  product_id: `
    product id, sku, productid, product code, stockcode, stock code, item id, variant sku,
    article number, product key, productkey, id producto, id de producto, codigo de producto,
    referencia, codigo, codice prodotto, id prodotto, codice articolo, codigo do produto, reference,
    code produit, artikelnummer, produktnummer`,
  product_name: `
    product name, product, item name, item, title, description, lineitem name, nombre del producto,
    producto, articulo, descripcion, nome prodotto, prodotto, articolo, descrizione, nome do produto,
    produto, nom du produit, produit, article, produkt, produktname, artikel, bezeichnung`,
  category: `
    category, product category, product type, department, categoria, categorie, kategorie, familia,
    reparto`,
  quantity: `
    quantity, qty, units, order quantity, orderquantity, lineitem quantity, items, count, cantidad,
    cantidad del producto, unidades, uds, quantita, qta, pezzi, quantidade, quantite, qte, menge,
    anzahl`,
  unit_price: `
    unit price, unitprice, price, item price, lineitem price, price each, precio, precio unitario,
    precio del producto, prezzo, prezzo unitario, preco, preco unitario, prix, prix unitaire, preis,
    stuckpreis, einzelpreis`,
  unit_cost: `
    unit cost, cost, cost price, coste, coste unitario, costo, costo unitario, custo, cout,
    einkaufspreis, kosten`,
  line_discount: `
    line discount, lineitem discount, item discount, descuento de linea, sconto riga, remise ligne,
    positionsrabatt`,
  line_total: `
    line total, line amount, row total, extended price, sales amount, sales value, net sales,
    importe de linea, total linea, importo riga, totale riga, total ligne, positionssumme, zeilensumme`,
  order_subtotal: `
    subtotal, order subtotal, subtotal de productos, subtotale, imponibile, sous total, zwischensumme,
    base imponible`,
  order_discount: `
    order discount, discount, discount amount, discounts, total discount, descuento, descuentos,
    sconto, sconti, desconto, remise, reduction, rabatt`,
  order_shipping: `
    order shipping, shipping, shipping amount, shipping cost, shipping total, delivery,
    shipping and handling, freight, envio, costo de envio, coste de envio, gastos de envio, spedizione,
    spese di spedizione, costo di spedizione, frete, livraison, frais de port, versand, versandkosten`,
  order_tax: `
    order tax, tax, taxes, tax amount, tax total, total tax, vat, sales tax, impuestos, impuesto, iva,
    imposte, tasse, imposto, impostos, tva, taxe, steuer, mwst`,
  order_total: `
    order total, total, total amount, grand total, amount, revenue, order amount, order value,
    total price, value, sales, dollar value, spend, amount paid, total spent, gross, net revenue,
    importe, importe total, total del pedido, monto, monto total, ventas, ingresos, totale,
    totale ordine, importo, importo totale, ricavo, valor, valor total, montant, montant total,
    chiffre d affaires, betrag, gesamt, gesamtbetrag, summe, umsatz`,
  order_refund: `
    order refund, refund, refunds, refunded amount, amount refunded, refund amount, total refunded,
    reembolso, importe reembolsado, devolucion, rimborso, importo rimborsato, reembolsos,
    remboursement, montant rembourse, erstattung, ruckerstattung`,
  cancelled_at: `
    cancelled at, canceled at, cancellation date, fecha de cancelacion, fecha y hora de cancelacion,
    data annullamento, date d annulation, stornodatum`,
  country: `
    country, billing country, shipping country, country code, delivery country, pais, paese, nazione,
    pays, land`,
  channel: `
    channel, source, sales channel, utm source, traffic source, medium, canal, canal de venta, canale,
    origen, origine, fuente, kanal, quelle`,
  coupon: `
    coupon, coupon code, discount code, promo code, voucher, cupon, cupon de descuento,
    codigo de descuento, codice sconto, buono, cupom, code promo, gutschein, gutscheincode, rabattcode`,
};

/** What columns are called in shops of six languages. */
export const aliases: Aliases = Object.fromEntries(
  Object.entries(names).map(([role, list]) => [role, list.split(',').map((name) => name.trim())]),
);
