import type { PlainError } from '../schema/errors';
import { formatInteger } from './numbers';
import { messageFor } from './lookup';

/** An error as a sentence in the page's language, its numbers written as the language writes them. */
export function errorText(error: PlainError): string {
  const inputs = Object.fromEntries(
    Object.entries(error.params).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatInteger(value) : value,
    ]),
  );
  return messageFor('error', error.code, inputs);
}
