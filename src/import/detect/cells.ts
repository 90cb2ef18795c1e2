/** A cell that is data by its form: a number, an amount, a date, a time, an address. Names of columns are none. */
const forms = [
  /^[-+(]?\s?[$€£¥]?\s?[-+]?\d[\d.,'\s\u00a0]*(?:[eE][-+]?\d+)?\s?(?:%|[$€£¥]|[A-Z]{3})?\)?$/,
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T\s,].*)?$/,
  /^(?:\d{1,2}[-/ .])?\p{L}{3,9}\.?[-/ ,.]+\d{1,2},?(?:[-/ ]\d{2,4})?$/u,
  /^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?$/,
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  /^https?:\/\//i,
  /^(?:true|false)$/i,
];

export const isData = (cell: string): boolean => forms.some((form) => form.test(cell));

/** Words that name columns of order exports, in the languages of the platforms' users. */
const words = new RegExp(
  String.raw`\b(?:id|number|no|nr|num|order|invoice|transaction|sale|date|time|created|paid|customer|client|buyer|` +
    String.raw`user|email|mail|name|first|last|country|city|state|zip|address|phone|status|currency|total|subtotal|` +
    String.raw`amount|price|cost|value|quantity|qty|units|product|item|sku|category|description|discount|tax|vat|` +
    String.raw`shipping|refund|refunded|coupon|channel|source|key|code|stock|dollars|cds|` +
    String.raw`pedido|orden|fecha|cliente|correo|nombre|pais|ciudad|estado|moneda|importe|precio|cantidad|producto|` +
    String.raw`descuento|envio|impuesto|ordine|data|cognome|nome|paese|citta|valuta|importo|prezzo|quantita|` +
    String.raw`prodotto|sconto|spedizione|bestellung|bestellnummer|datum|kunde|menge|preis|betrag|commande|prix|` +
    String.raw`quantite|montant|valor|quantidade|preco)\b`,
);

/** Whether a cell reads like the name of a column of an order export: `Order #`, `InvoiceNo`, `Número de orden`. */
export function isKnownName(cell: string): boolean {
  const spaced = cell
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[_\-./]/g, ' ')
    .toLowerCase();
  return words.test(spaced);
}
